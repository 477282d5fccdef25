//! Who may talk to the page: a browser that shows this very page, and nobody else's site in the same browser.
//!
//! A foreign site can make a browser send requests here, or let its own name point here ("DNS rebinding"). The first is told by `Origin`, the
//! second by `Host`: it has to be a number or `localhost`, which no site can take for its name.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Everything comes from here, nothing from elsewhere, and nobody may put the page into a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
];

pub(super) async fn admit(request: Request, next: Next) -> Response {
    if !may_pass(request.method(), request.headers()) {
        return (
            StatusCode::FORBIDDEN,
            "this page answers only to itself; open it by the address that docent printed\n",
        )
            .into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn may_pass(method: &Method, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).filter(|host| is_number_or_localhost(host)) else {
        return false;
    };
    match text(header::ORIGIN) {
        Some(origin) => origin.strip_prefix("http://") == Some(host),
        None => method == Method::GET,
    }
}

fn is_number_or_localhost(host: &str) -> bool {
    let bare = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(bare);
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_itself_may_do_something() {
        let rows = [
            ("the page itself", Method::POST, "127.0.0.1:8765", Some("http://127.0.0.1:8765"), true),
            ("by the name of this machine", Method::POST, "localhost:8765", Some("http://localhost:8765"), true),
            ("version 6", Method::POST, "[::1]:8765", Some("http://[::1]:8765"), true),
            ("opened", Method::GET, "127.0.0.1:8765", None, true),
            ("another site", Method::POST, "127.0.0.1:8765", Some("https://example.org"), false),
            ("another site, reading", Method::GET, "127.0.0.1:8765", Some("https://example.org"), false),
            ("another port", Method::POST, "127.0.0.1:8765", Some("http://127.0.0.1:80"), false),
            ("a form without origin", Method::POST, "127.0.0.1:8765", None, false),
            ("a hidden origin", Method::POST, "127.0.0.1:8765", Some("null"), false),
            ("a name that points here", Method::GET, "rebound.example.org:8765", None, false),
            ("and agrees with itself", Method::POST, "rebound.example.org", Some("http://rebound.example.org"), false),
        ];
        for (name, method, host, origin, expected) in rows {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            assert_eq!(may_pass(&method, &headers), expected, "{name}");
        }
    }
}
