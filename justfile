# Short names for what is done often. `just` lists them.

_default:
    @just --list

# Exactly what the project's CI runs
ci:
    .ci/run

# All tests
test:
    cargo test --locked

# Formatting, lints, documentation
lint:
    cargo fmt --check
    cargo clippy --locked --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps

# The core alone: no network, no Discord
core:
    cargo test --locked --no-default-features

# Everything that is wrong with the knowledge
check:
    cargo run --locked -- check

# One question, with its evidence
ask +question:
    cargo run --locked -- ask --explain {{question}}

# The speed of matching
bench:
    cargo bench --locked

# The whole bot in the browser, on this machine
sandbox:
    cargo run --locked -- sandbox

# The sandbox in headless Chromium, as CI runs it
browser:
    DOCENT_TEST_BROWSER=1 cargo test --locked --test it page::
