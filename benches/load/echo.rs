//! The bot beside Docent: the same serenity, which hears the same (Discord tells a bot that hears messages of its own responses too), and it says what it was told.

use serde_json::json;
use serenity::all::{
    Client, Context, CreateAutocompleteResponse, CreateInteractionResponse, CreateInteractionResponseMessage,
    EventHandler, GatewayIntents, HttpBuilder, Interaction, Ready,
};
use serenity::async_trait;

struct Echo;

#[async_trait]
impl EventHandler for Echo {
    async fn ready(&self, context: Context, ready: Ready) {
        let option = |name: &str| json!({"type": 3, "name": name, "description": name, "required": true, "autocomplete": name == "first"});
        let command = |name: &str, options: &[&str]| {
            let options: Vec<_> = options.iter().map(|name| option(name)).collect();
            json!({"name": name, "description": name, "type": 1, "options": options})
        };
        let commands = json!([command("ask", &["question"]), command("compare", &["first"])]);
        context.http.create_global_commands(&commands).await.unwrap();
        drop(ready);
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => {
                let text = command.data.options[0].value.as_str().unwrap_or_default().to_owned();
                let message = CreateInteractionResponseMessage::new().content(text);
                let response = CreateInteractionResponse::Message(message);
                command.create_response(&context.http, response).await.unwrap();
            }
            Interaction::Autocomplete(command) => {
                let choices = CreateAutocompleteResponse::new().add_string_choice("data", "data");
                let response = CreateInteractionResponse::Autocomplete(choices);
                command.create_response(&context.http, response).await.unwrap();
            }
            _ => {}
        }
    }
}

/// What Docent hears.
const HEARS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES)
    .union(GatewayIntents::MESSAGE_CONTENT)
    .union(GatewayIntents::GUILD_MEMBERS);

pub(crate) async fn run() {
    let token = std::env::var("DISCORD_TOKEN").unwrap();
    let proxy = std::env::var("DOCENT_DISCORD__PROXY").unwrap();
    let http = HttpBuilder::new(&token).proxy(&proxy).ratelimiter_disabled(true).build();
    let client = serenity::client::ClientBuilder::new_with_http(http, HEARS).event_handler(Echo);
    let mut client: Client = client.await.unwrap();
    client.start().await.unwrap();
}
