//! Connects: finds the gateway, identifies, does without what Discord does not grant, and stops in good order.
//!
//! In: settings, the shared state, the token. Out: a run that ends with the shutdown, or one clear [`Error`].
//!
//! What is known of serenity 0.12.5 and answered here: its proxy setting needs its rate limiter off; where `GET /gateway` fails it would
//! go to the real Discord; it sends `since` of a presence in a form that strict servers close for, so Docent never updates its presence;
//! the end of the range in `start_shard_range` is included, so the last shard is given, not the one after it. It resumes at the general address rather than at
//! `resume_gateway_url`, which Discord allows at the price of a few more reconnects; where a resume is refused, a new session begins
//! and `missed` reads what was said meanwhile.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use serenity::all::{
    ApplicationId, Client, ConnectionStage, GatewayError, GatewayIntents, HttpBuilder, ShardManager, UserId,
};
use serenity::cache::Settings as CacheSettings;

use super::bot::Bot;
use super::events::Events;
use super::rest::{Call, Patience, Refusal, Rest};
use super::shards::{Range, Shards};
use super::{Config, Error};

/// What Docent needs, and what it can do without.
const NEEDED: GatewayIntents =
    GatewayIntents::GUILDS.union(GatewayIntents::GUILD_MESSAGES).union(GatewayIntents::DIRECT_MESSAGES);
/// The privileged ones: the text of messages that are not meant for Docent, and who joins and leaves. With each, the flags by which Discord says that it is
/// switched on: for many servers, and for few.
const WANTED: [(GatewayIntents, [u64; 2]); 2] =
    [(GatewayIntents::MESSAGE_CONTENT, [1 << 18, 1 << 19]), (GatewayIntents::GUILD_MEMBERS, [1 << 14, 1 << 15])];
/// For what is being sent when a stop is asked for. With `CLOSING` it stays below the 5 s after which supervisors kill.
const FINISHING: Duration = Duration::from_secs(3);
/// For closing the connections; serenity alone would wait 5 s a shard for a silent line.
const CLOSING: Duration = Duration::from_millis(1500);
/// For both together: after it, a start that hangs is given up.
pub(super) const STOPPING: Duration = FINISHING.saturating_add(CLOSING);
/// For a TCP and TLS connection.
const CONNECTING: Duration = Duration::from_secs(5);
/// Discord's gap between two new sessions, and serenity's.
const BETWEEN_SESSIONS: Duration = Duration::from_secs(5);
/// For the store to tell whose turn it is.
const ASKING_FOR_TURN: Duration = Duration::from_secs(5);
/// Between two looks at the connections: who asks whether Docent is ready asks about as often.
const LOOKING: Duration = Duration::from_millis(500);
/// Where Discord's gateways live.
const GATEWAYS: &str = "discord.gg";

/// The HTTP client for all of Docent's requests and serenity's one.
pub(super) fn http(config: &Config) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder()
        .connect_timeout(CONNECTING)
        // A redirect would carry the token to a place that nobody configured.
        .redirect(reqwest::redirect::Policy::none());
    // The address in `discord.proxy` is a server, not a hop: variables like HTTPS_PROXY must not divert it.
    let builder = if config.proxy.is_some() { builder.no_proxy() } else { builder };
    builder.build().map_err(|error| Error::Http(error.to_string()))
}

/// The address in `discord.proxy`, checked.
pub(super) fn proxy(config: &Config) -> Result<Option<Url>, Error> {
    let Some(text) = &config.proxy else { return Ok(None) };
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.map(Some).ok_or_else(|| Error::ProxyAddress(text.clone()))
}

/// Runs until the shutdown. Where Discord closes with 4014 (an intent is not switched on), connects again with those that are.
pub(super) async fn run(
    bot: &Arc<Bot>,
    shards: Shards,
    http: reqwest::Client,
    proxy: Option<&Url>,
    token: &SecretString,
) -> Result<(), Error> {
    if shards == Shards::None {
        return without_gateway(bot, proxy).await;
    }
    let gateway = tokio::select! {
        found = find_gateway(&bot.rest, shards, proxy) => found?,
        () = bot.shutdown.cancelled() => return Ok(()),
    };
    bot.set_total_shards(gateway.shards.total);
    if matches!(shards, Shards::Range(_)) {
        tokio::select! {
            () = wait_for_turn(bot, gateway.shards) => {}
            () = bot.shutdown.cancelled() => return Ok(()),
        }
    }
    let all = WANTED.into_iter().fold(NEEDED, |all, (intent, _)| all | intent);
    let mut intents = all;
    loop {
        tell_what_is_missing(bot, intents);
        let client = client(bot, &http, proxy, token, intents, &gateway.address).await?;
        match session(bot, client, gateway.shards).await {
            Ok(()) => return Ok(()),
            // The close does not say which of them is off.
            Err(GatewayError::DisallowedGatewayIntents) if intents == all => {
                let granted = NEEDED | granted(&bot.rest).await.unwrap_or_default();
                intents = if granted == all { NEEDED } else { granted };
            }
            Err(GatewayError::DisallowedGatewayIntents) if intents != NEEDED => intents = NEEDED,
            Err(GatewayError::InvalidAuthentication) => return Err(Error::Token),
            Err(error) => return Err(Error::Gateway(error.to_string())),
        }
    }
}

/// The privileged intents that are switched on; none where Discord does not say.
async fn granted(rest: &Rest) -> Option<GatewayIntents> {
    let call = Call::new(Method::GET, "/applications/@me".to_owned(), Patience::START);
    let flags = rest.call(&call).await.ok()?["flags"].as_u64()?;
    let is_on = |bits: [u64; 2]| bits.iter().any(|bit| flags & bit != 0);
    let on = WANTED.into_iter().filter(|(_, bits)| is_on(*bits)).map(|(intent, _)| intent);
    Some(on.fold(GatewayIntents::empty(), GatewayIntents::union))
}

/// Says what does not work without the intents that are off.
fn tell_what_is_missing(bot: &Bot, intents: GatewayIntents) {
    let (content, members) =
        (intents.contains(GatewayIntents::MESSAGE_CONTENT), intents.contains(GatewayIntents::GUILD_MEMBERS));
    bot.set_reads_everything(content);
    bot.set_hears_members(members);
    if !content {
        tracing::warn!(
            "the Message Content intent is off (Developer Portal → Bot): Docent does not answer unasked in channels; \
             commands, mentions, direct messages and replies to it work"
        );
    }
    if !members {
        tracing::info!(
            "the Server Members intent is off (Developer Portal → Bot): Docent greets nobody who joins and does not learn who leaves; \
             the button of `/onboard post` works"
        );
    }
}

/// Discord wants five seconds between two new sessions of one bot, and serenity keeps that within a process: several processes begin one after the other. Where
/// Discord allows more at a time, this is slower than it has to be.
async fn wait_for_turn(bot: &Bot, shards: Range) {
    let length = BETWEEN_SESSIONS * shards.count();
    match bot.store.queue_for("sessions", length, ASKING_FOR_TURN).await {
        Ok(wait) if wait.is_zero() => {}
        Ok(wait) => {
            tracing::info!(seconds = wait.as_secs(), "other processes begin their sessions first");
            tokio::time::sleep(wait).await;
        }
        Err(error) => {
            tracing::warn!(%error, "beginning sessions without asking other processes; Discord may refuse some at first");
        }
    }
}

/// Interactions come over HTTP: here is only a list of commands to keep, and a stop to wait for.
async fn without_gateway(bot: &Bot, proxy: Option<&Url>) -> Result<(), Error> {
    let call = Call::new(Method::GET, "/users/@me".to_owned(), Patience::START);
    let me = tokio::select! {
        told = bot.rest.call(&call) => told.map_err(|refusal| explain(refusal, proxy))?,
        () = bot.shutdown.cancelled() => return Ok(()),
    };
    // A bot's user has the id of its application.
    if let Some(id) = me["id"].as_str().and_then(|id| id.parse().ok()).filter(|id| *id != 0) {
        bot.is(UserId::new(id));
        tokio::select! {
            () = bot.register(ApplicationId::new(id)) => {}
            () = bot.shutdown.cancelled() => {}
        }
    }
    bot.shutdown.cancelled().await;
    finish(bot).await;
    Ok(())
}

/// Where to connect, in which shards.
#[derive(Debug)]
struct Gateway {
    address: String,
    shards: Range,
}

/// The first call: shows whether the token, the network and the proxy work.
async fn find_gateway(rest: &Rest, shards: Shards, proxy: Option<&Url>) -> Result<Gateway, Error> {
    let call = Call::new(Method::GET, "/gateway/bot".to_owned(), Patience::START);
    let told = rest.call(&call).await.map_err(|refusal| explain(refusal, proxy))?;
    let address = told["url"].as_str().unwrap_or_default();
    if !is_expected(address, proxy) {
        return Err(Error::GatewayAddress { address: address.to_owned() });
    }
    let limit = &told["session_start_limit"];
    if limit["remaining"] == 0 {
        let millis = limit["reset_after"].as_u64().unwrap_or_default();
        return Err(Error::NoSessionsLeft { minutes: Duration::from_millis(millis).as_secs().div_ceil(60) });
    }
    Ok(Gateway { address: address.to_owned(), shards: range(shards, &told)? })
}

/// The shards of this process; never fewer over all processes than Discord recommends, for it refuses shards with too many servers.
fn range(shards: Shards, told: &Value) -> Result<Range, Error> {
    let least = told["shards"].as_u64().and_then(|shards| shards.try_into().ok()).unwrap_or(1).max(1);
    match shards {
        Shards::Range(range) if range.total < least => Err(Error::FewShards { total: range.total, least }),
        Shards::Range(range) => Ok(range),
        Shards::Auto | Shards::None => Ok(Range { first: 0, last: least - 1, total: least }),
    }
}

/// The token goes to Discord's own gateways over TLS, or, with a proxy set, to the proxy's own host; nowhere else.
fn is_expected(address: &str, proxy: Option<&Url>) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let Some(host) = url.host_str() else { return false };
    let discord = host == GATEWAYS || host.strip_suffix(GATEWAYS).is_some_and(|rest| rest.ends_with('.'));
    let own = proxy.and_then(Url::host_str) == Some(host);
    match url.scheme() {
        "wss" => discord || own,
        "ws" => own,
        _ => false,
    }
}

fn explain(refusal: Refusal, proxy: Option<&Url>) -> Error {
    match (refusal, proxy) {
        (Refusal::Status { status: StatusCode::UNAUTHORIZED, .. }, _) => Error::Token,
        (Refusal::Unreachable(cause), Some(proxy)) => Error::ProxyUnreachable { proxy: proxy.to_string(), cause },
        (Refusal::Unreachable(cause), None) => Error::Unreachable { cause },
        (refusal, Some(proxy)) => Error::ProxyRefused { proxy: proxy.to_string(), cause: refusal.to_string() },
        (refusal, None) => Error::Refused { cause: refusal.to_string() },
    }
}

async fn client(
    bot: &Arc<Bot>,
    http: &reqwest::Client,
    proxy: Option<&Url>,
    token: &SecretString,
    intents: GatewayIntents,
    gateway: &str,
) -> Result<Client, Error> {
    // The rate limiter stays off always: while it is on, the proxy is ignored. The one request this makes needs no limit.
    let mut requests = HttpBuilder::new(token.expose_secret()).client(http.clone()).ratelimiter_disabled(true);
    if let Some(proxy) = proxy {
        requests = requests.proxy(proxy.as_str());
    }
    // `places` remembers the little that is needed.
    let mut cache = CacheSettings::default();
    (cache.max_messages, cache.cache_guilds, cache.cache_channels, cache.cache_users) = (0, false, false, false);
    let client = serenity::client::ClientBuilder::new_with_http(requests.build(), intents)
        .cache_settings(cache)
        .raw_event_handler(Events(Arc::clone(bot)))
        .await
        .map_err(|error| Error::Gateway(error.to_string()))?;
    // serenity has asked for the address itself by now, and where that failed it holds the real Discord's. Only the checked one counts.
    gateway.clone_into(&mut *client.ws_url.lock().await);
    Ok(client)
}

/// One connection with all its shards, until it ends for good or a stop is asked for.
async fn session(bot: &Bot, mut client: Client, shards: Range) -> Result<(), GatewayError> {
    let manager = Arc::clone(&client.shard_manager);
    let ended = tokio::select! {
        // The last, for this range includes its end.
        ended = client.start_shard_range(shards.first..shards.last, shards.total) => Some(ended),
        () = watch(bot, &manager, shards) => None,
        () = bot.shutdown.cancelled() => None,
    };
    bot.metrics.connected(shards.count() as usize, 0);
    match ended {
        Some(Err(serenity::Error::Gateway(error))) => Err(error),
        Some(Err(error)) => {
            tracing::error!(%error, "the connection ended");
            Err(GatewayError::HeartbeatFailed)
        }
        Some(Ok(())) => Ok(()),
        None => {
            finish(bot).await;
            drop(tokio::time::timeout(CLOSING, manager.shutdown_all()).await);
            tracing::info!("disconnected from Discord");
            Ok(())
        }
    }
}

/// Finishes what is under way.
async fn finish(bot: &Bot) {
    // `Bot::has_room_for` takes nothing new from here on.
    bot.work.close();
    if tokio::time::timeout(FINISHING, bot.work.wait()).await.is_err() {
        tracing::warn!(left = bot.work.len(), "stopped before everything was sent");
    }
}

/// Keeps an eye on the connections, for ever.
async fn watch(bot: &Bot, manager: &ShardManager, shards: Range) {
    let mut ticks = tokio::time::interval(LOOKING);
    loop {
        ticks.tick().await;
        let runners = manager.runners.lock().await;
        let connected = runners.values().filter(|runner| runner.stage == ConnectionStage::Connected).count();
        drop(runners);
        bot.metrics.connected(shards.count() as usize, connected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_runs_its_part_of_what_discord_recommends() {
        let told = serde_json::json!({"shards": 8});
        let all = Range { first: 0, last: 7, total: 8 };
        assert_eq!(range(Shards::Auto, &told).unwrap(), all);
        let part = Range { first: 4, last: 7, total: 16 };
        assert_eq!(range(Shards::Range(part), &told).unwrap(), part);
        let refused = range(Shards::Range(Range { first: 0, last: 1, total: 4 }), &told).unwrap_err();
        assert!(matches!(refused, Error::FewShards { total: 4, least: 8 }));
    }

    #[test]
    fn the_token_goes_only_to_expected_gateways() {
        let rows = [
            ("wss://gateway.discord.gg", None, true),
            ("wss://gateway-us-east1-b.discord.gg/", None, true),
            ("wss://discord.gg.example.org", None, false),
            ("wss://evildiscord.gg", None, false),
            ("ws://gateway.discord.gg", None, false),
            ("ws://127.0.0.1:9000", None, false),
            ("ws://127.0.0.1:9000", Some("http://127.0.0.1:8000"), true),
            ("ws://127.0.0.2:9000", Some("http://127.0.0.1:8000"), false),
            ("wss://gateway.discord.gg", Some("http://rest-proxy:8080"), true),
            ("ws://gateway.discord.gg", Some("http://rest-proxy:8080"), false),
            ("", None, false),
            ("https://gateway.discord.gg", None, false),
        ];
        for (address, proxy, expected) in rows {
            let proxy = proxy.map(|proxy| Url::parse(proxy).unwrap());
            assert_eq!(is_expected(address, proxy.as_ref()), expected, "{address}");
        }
    }
}
