//! The program behind the page, without a browser: what it serves, and to whom.

use reqwest::{Client, StatusCode, header};

use super::stage::Program;

fn deed(person: &str) -> String {
    format!(r#"{{"as": "{person}", "deed": "say", "channel": "1", "text": "hi", "reply_to": null}}"#)
}

#[tokio::test]
async fn the_page_is_served_with_all_its_files_and_lets_nothing_in_from_elsewhere() {
    let program = Program::start("tests/data/small", &[]);
    let http = Client::builder().no_proxy().build().unwrap();
    let page = http.get(&program.address).send().await.unwrap();
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let html = page.text().await.unwrap();
    let linked = regex::Regex::new("(?:href|src)=\"/(web/[^\"]+)\"").unwrap();
    let mut files: Vec<String> = linked.captures_iter(&html).map(|found| found[1].to_owned()).collect();
    let imported = regex::Regex::new("from \"\\./([^\"]+)\"").unwrap();
    let mut at = 0;
    while let Some(file) = files.get(at).cloned() {
        let answer = http.get(format!("{}{file}", program.address)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
        let text = answer.text().await.unwrap();
        assert!(!text.contains("innerHTML"), "{file}: text of people must not be read as HTML");
        for found in imported.captures_iter(&text).map(|found| format!("web/{}", &found[1])) {
            if !files.contains(&found) {
                files.push(found);
            }
        }
        at += 1;
    }
    assert!(files.len() > 15, "{files:?}");
    assert_eq!(
        http.get(format!("{}web/../mod.rs", program.address)).send().await.unwrap().status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn another_site_and_another_name_are_refused_and_the_page_itself_is_not() {
    let program = Program::start("tests/data/small", &[]);
    let http = Client::builder().no_proxy().build().unwrap();
    let address = format!("{}api/deed", program.address);
    let own = program.address.trim_end_matches('/').to_owned();
    let send = async |headers: &[(&str, &str)]| {
        let start = http.post(&address).header(header::CONTENT_TYPE, "application/json").body(deed("1"));
        let request = headers.iter().fold(start, |request, (name, value)| request.header(*name, *value));
        request.send().await.unwrap().status()
    };
    assert_eq!(send(&[("origin", "https://example.org")]).await, StatusCode::FORBIDDEN);
    assert_eq!(send(&[]).await, StatusCode::FORBIDDEN);
    assert_eq!(
        send(&[("origin", "http://sandbox.example.org"), ("host", "sandbox.example.org")]).await,
        StatusCode::FORBIDDEN
    );
    assert_eq!(send(&[("origin", &own)]).await, StatusCode::NOT_FOUND, "let in; person 1 does not exist");
}
