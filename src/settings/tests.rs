//! Who wins, what is refused, and in which words.

use super::*;

fn inputs(file: &str, environment: &[(&str, &str)]) -> Inputs {
    Inputs {
        file: Some((PathBuf::from("docent.toml"), file.to_owned())),
        environment: environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        knowledge: None,
    }
}

#[test]
fn without_anything_the_defaults_hold() {
    let settings = read_from(&Inputs::default()).unwrap();
    assert_eq!(settings.knowledge, Path::new("knowledge"));
    assert_eq!(settings.thresholds, Thresholds::default());
    assert_eq!(settings.discord, DiscordSettings::default());
    assert_eq!(settings.http, HttpSettings::default());
}

#[test]
fn the_store_is_a_file_beside_the_settings_until_somebody_chooses() {
    let store = |url: &str| read_from(&inputs("", &[("DOCENT_STORE__URL", url)])).unwrap().store;
    let file = |path: &str| Address::File(path.into());
    assert_eq!(store(""), StoreSettings { address: file("docent.db"), chosen: false });
    assert_eq!(store("sqlite:/data/docent.db"), StoreSettings { address: file("/data/docent.db"), chosen: true });
    let postgres = store("postgres://docent:hunter2@db/docent");
    assert!(!format!("{postgres:?}").contains("hunter2"));
}

#[test]
fn what_tests_and_builds_are_told_is_no_setting() {
    let environment = [("DOCENT_TEST_AXE", "axe.js"), ("DOCENT_COMMIT", "4f2a")];
    assert!(read_from(&inputs("", &environment)).is_ok());
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let mut inputs = inputs(
        "knowledge = 'from-file'\n[discord]\nproxy = 'http://one:1'\n[thresholds]\nmargin = 0.2",
        &[("DOCENT_KNOWLEDGE", "from-variable"), ("DOCENT_DISCORD__PROXY", "http://two:2/"), ("DOCENT_LOG__LEVEL", "")],
    );
    let settings = read_from(&inputs).unwrap();
    assert_eq!(settings.knowledge, Path::new("from-variable"));
    assert_eq!(settings.discord.proxy.as_deref(), Some("http://two:2"));
    assert!((settings.thresholds.margin - 0.2).abs() < 1e-6);
    inputs.knowledge = Some(PathBuf::from("from-flag"));
    assert_eq!(read_from(&inputs).unwrap().knowledge, Path::new("from-flag"));
}

#[test]
fn channels_are_a_list_or_text_with_commas() {
    let channels = |file: &str, environment: &[(&str, &str)]| {
        read_from(&inputs(file, environment)).map(|settings| settings.discord.answer_channels).unwrap()
    };
    let of_variable = |value: &str| channels("", &[("DOCENT_DISCORD__ANSWER_CHANNELS", value)]);
    assert_eq!(channels("discord.answer_channels = [1379012345678901234, '2']", &[]), [2, 1_379_012_345_678_901_234]);
    assert_eq!(channels("discord.answer_channels = '3,4'", &[]), [3, 4]);
    assert_eq!(of_variable("1379012345678901234, 7,"), [7, 1_379_012_345_678_901_234]);
    assert_eq!(of_variable("5"), [5]);
    assert!(of_variable("").is_empty());
}

#[test]
fn shards_and_the_key_of_signed_requests_are_read() {
    let key = "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";
    let environment = [("DOCENT_DISCORD__SHARDS", "4-7/16"), ("DOCENT_HTTP__PUBLIC_KEY", key)];
    let settings = read_from(&inputs("", &environment)).unwrap();
    assert_eq!(settings.discord.shards, "4-7/16".parse().unwrap());
    assert_eq!(settings.http.public_key, Key::parse(key));
}

#[test]
fn localhost_is_an_address() {
    let settings = read_from(&inputs("", &[("DOCENT_SANDBOX__LISTEN", "localhost:8080")])).unwrap();
    assert_eq!(settings.sandbox.listen, Some(([127, 0, 0, 1], 8080).into()));
}

#[test]
fn refusals_of_what_machines_use_name_place_and_remedy() {
    type Row<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);
    let rows: [Row<'_>; 6] = [
        (
            "discord.shards = '0-16/16'",
            &[],
            "`docent.toml` line 1: `discord.shards` is `0-16/16`, which is no range of shards: write `auto`, `none`, first, last and number over all processes as `0-3/16`, or `pod 0 of 4/16`",
        ),
        (
            "",
            &[("DOCENT_HTTP__PUBLIC_KEY", "abc")],
            "variable `DOCENT_HTTP__PUBLIC_KEY`: `http.public_key` is no public key: copy the one under General Information in Discord's developer portal",
        ),
        (
            "[remote]\nminutes = 0",
            &[],
            "`docent.toml` line 2: `remote.minutes` is `0`: write whole minutes from 1 to 525600",
        ),
        (
            "",
            &[("DOCENT_REMOTE__MINUTES", "999999999999999999")],
            "variable `DOCENT_REMOTE__MINUTES`: `remote.minutes` is `999999999999999999`: write whole minutes from 1 to 525600",
        ),
        (
            "remote.url = 'file:///etc/passwd'",
            &[],
            "`docent.toml` line 1: `remote.url` is no address without password and query: write it as `https://example.org/knowledge.tar.gz`",
        ),
        (
            "remote.sha256 = 'abc'",
            &[],
            "`docent.toml` line 1: `remote.sha256` is no SHA-256: write the 64 digits that `sha256sum` prints",
        ),
    ];
    for (file, environment, expected) in rows {
        let error = read_from(&inputs(file, environment)).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{file} {environment:?}\n  {error}\n  {expected}");
        assert!(!error.contains("secret"), "{error}");
    }
}

#[test]
fn a_password_in_the_address_of_a_proxy_is_refused_and_not_repeated() {
    let inputs = inputs("", &[("DOCENT_DISCORD__PROXY", "http://me:secret@127.0.0.1:3000")]);
    let error = read_from(&inputs).unwrap_err().to_string();
    assert!(error.contains("`discord.proxy` is no address without password"), "{error}");
    assert!(!error.contains("secret"), "{error}");
}

#[test]
fn every_refusal_names_place_and_remedy() {
    type Row<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);
    let rows: [Row<'_>; 22] = [
        ("knowlege = 'x'", &[], "`docent.toml` line 1: no setting is called `knowlege`; the nearest is `knowledge`"),
        (
            "\n[discord]\nproxi = 'x'",
            &[],
            "`docent.toml` line 3: no setting is called `discord.proxi`; the nearest is `discord.proxy`",
        ),
        ("\nproxy = 'x'", &[], "`docent.toml` line 2: no setting is called `proxy`; the nearest is `discord.proxy`"),
        (
            "[discord]\ntoken = 'secret'",
            &[],
            "`docent.toml` line 2: no setting is called `discord.token`; the token is read from `DISCORD_TOKEN`, or from the file that `DISCORD_TOKEN_FILE` names",
        ),
        ("a = 1\nb = = 'secret'", &[], "`docent.toml` line 2: "),
        ("discord = 1", &[], "`docent.toml` line 1: `discord` is a section: write `[discord]` and its settings below"),
        (
            "",
            &[("DOCENT_DISCORD_PROXY", "x")],
            "variable `DOCENT_DISCORD_PROXY`: no setting is called `discord_proxy`; the nearest is `DOCENT_DISCORD__PROXY`",
        ),
        (
            "",
            &[("DOCENT_DISCORD__PROXY", "127.0.0.1")],
            "variable `DOCENT_DISCORD__PROXY`: `discord.proxy` is no address without password and query: write it as `http://127.0.0.1:3000`",
        ),
        (
            "\n[thresholds]\naddressed = 1.5",
            &[],
            "`docent.toml` line 3: `thresholds.addressed` is `1.5`: write a number from 0 to 1",
        ),
        (
            "",
            &[("DOCENT_THRESHOLDS__MARGIN", "much")],
            "variable `DOCENT_THRESHOLDS__MARGIN`: `thresholds.margin` is `much`: write a number from 0 to 1",
        ),
        (
            "log.level = 'loud'",
            &[],
            "`docent.toml` line 1: `log.level` is `loud`: write one of `error`, `warn`, `info`, `debug`, `trace`",
        ),
        (
            "",
            &[("DOCENT_HTTP__LISTEN", "8080")],
            "variable `DOCENT_HTTP__LISTEN`: `http.listen` is `8080`: write an address and a port as `127.0.0.1:8080`",
        ),
        (
            "",
            &[("DOCENT_STORE__URL", "mysql://u:secret@h/d")],
            "variable `DOCENT_STORE__URL`: `store.url` is no address of a store: write `sqlite:PATH`, `sqlite::memory:` or `postgres://…`",
        ),
        (
            "",
            &[("DOCENT_DISCORD__ANSWER_CHANNELS", "1,general")],
            "variable `DOCENT_DISCORD__ANSWER_CHANNELS`: `discord.answer_channels` holds `general`: a channel's id is a number (right click on the channel, Copy Channel ID)",
        ),
        (
            "discord.answer_channels = [true]",
            &[],
            "`docent.toml` line 1: `discord.answer_channels` holds `true`: a channel's id is a number (right click on the channel, Copy Channel ID)",
        ),
        ("knowledge = [1]", &[], "`docent.toml` line 1: `knowledge` is sequence: it has to be a string"),
        (
            "semantic.key = 'secret'",
            &[],
            "`docent.toml` line 1: no setting is called `semantic.key`; the key is read from `DOCENT_SEMANTIC_KEY`, or from the file that `DOCENT_SEMANTIC_KEY_FILE` names",
        ),
        (
            "semantic.url = 'http://u:secret@h/v1/embeddings'",
            &[],
            "`docent.toml` line 1: `semantic.url` is no address without password and query: write it as `http://127.0.0.1:11434/v1/embeddings`",
        ),
        (
            "[semantic]\nmodel = 'm'\nurl = 'http://h/v1/embeddings'",
            &[],
            "`docent.toml` line 3: `semantic.url` stands beside `semantic.model`: set one of the two",
        ),
        (
            "[semantic]\nurl = 'http://h/v1/embeddings'",
            &[],
            "`docent.toml` line 2: `semantic.url` needs a model there: set `semantic.name` to its name",
        ),
        (
            "semantic.timeout_ms = 5000",
            &[],
            "`docent.toml` line 1: `semantic.timeout_ms` is `5000`: write whole milliseconds from 1 to 2000",
        ),
        (
            "",
            &[("DOCENT_SEMANTIC__MODLE", "x")],
            "variable `DOCENT_SEMANTIC__MODLE`: no setting is called `semantic.modle`; the nearest is `DOCENT_SEMANTIC__MODEL`",
        ),
    ];
    for (file, environment, expected) in rows {
        let error = read_from(&inputs(file, environment)).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{file} {environment:?}\n  {error}\n  {expected}");
        assert!(!error.contains("secret"), "{error}");
    }
}

#[test]
fn numbers_and_flags_are_what_they_look_like_and_text_in_variables() {
    let file = "thresholds.sure = 1\nthresholds.offer = 5e-1\nremote.minutes = 1_0\nsemantic.timeout_ms = 0x10";
    let environment = [("DOCENT_THRESHOLDS__ADDRESSED", "0.5"), ("DOCENT_THRESHOLDS__MARGIN", "0")];
    let Settings { thresholds, semantic, .. } = read_from(&inputs(file, &environment)).unwrap();
    let wanted = Thresholds { addressed: 0.5, margin: 0.0, sure: 1.0, offer: 0.5, ..Thresholds::default() };
    assert_eq!((thresholds, semantic.timeout.as_millis()), (wanted, 16));

    let remote = |file: &str, environment: &[(&str, &str)]| {
        let file = format!("remote.url = 'https://example.org/k.tar'\n{file}");
        let remote = read_from(&inputs(&file, environment)).unwrap().remote.unwrap();
        (remote.source.private, remote.every.as_secs())
    };
    assert_eq!(remote("remote.private = true\nremote.minutes = 5", &[]), (true, 300));
    for (private, expected) in [("true", true), ("1", true), ("Yes", true), ("false", false), ("0", false)] {
        let environment = [("DOCENT_REMOTE__PRIVATE", private), ("DOCENT_REMOTE__MINUTES", "7")];
        assert_eq!(remote("", &environment), (expected, 420), "{private}");
    }
}

#[test]
fn what_is_no_such_number_or_flag_is_refused_as_it_is_written() {
    let share = "write a number from 0 to 1";
    let minutes = "write whole minutes from 1 to 525600";
    let milliseconds = "write whole milliseconds from 1 to 2000";
    let flag = "write `true` or `false`";
    for (key, written, expected) in [
        ("thresholds.addressed", "true", share),
        ("thresholds.unaddressed", "false", share),
        ("thresholds.margin", "\"0.5\"", share),
        ("thresholds.sure", "[0.5]", share),
        ("thresholds.offer", "nan", share),
        ("thresholds.offer", "-0.1", share),
        ("thresholds.offer", "1e999", share),
        ("thresholds.offer", "99999999999999999999", share),
        ("remote.minutes", "true", minutes),
        ("remote.minutes", "1.5", minutes),
        ("remote.minutes", "10.0", minutes),
        ("remote.minutes", "-5", minutes),
        ("remote.minutes", "'10'", minutes),
        ("remote.minutes", "99_999_999_999_999_999_999", minutes),
        ("semantic.timeout_ms", "0xffff_ffff_ffff_ffff_ffff", milliseconds),
        ("semantic.timeout_ms", "{ seconds = 1 }", milliseconds),
        ("remote.private", "1", flag),
        ("remote.private", "'true'", flag),
    ] {
        let error = read_from(&inputs(&format!("\n{key} = {written} # why"), &[])).unwrap_err().to_string();
        assert_eq!(error, format!("`docent.toml` line 2: `{key}` is `{written}`: {expected}"));
    }
    for (key, written, expected) in [
        ("thresholds.addressed", "true", share),
        ("thresholds.margin", "on", share),
        ("thresholds.sure", "0,5", share),
        ("thresholds.offer", "1e999", share),
        ("remote.minutes", "yes", minutes),
        ("remote.minutes", "1.5", minutes),
        ("remote.minutes", "-5", minutes),
        ("remote.minutes", "99999999999999999999", minutes),
        ("remote.private", "perhaps", flag),
    ] {
        let variable = keys::variable(key);
        // What the file says is not in force, and not to blame.
        let file = "thresholds = { addressed = 0.5, margin = 0.5, sure = 0.5, offer = 0.5 }\nremote = { minutes = 5, private = true }";
        let error = read_from(&inputs(file, &[(&variable, written)])).unwrap_err().to_string();
        assert_eq!(error, format!("variable `{variable}`: `{key}` is `{written}`: {expected}"));
    }
}

#[test]
fn a_channel_that_is_no_whole_number_is_refused_as_it_is_written() {
    for (written, told) in [
        ("[1, 2.5]", "2.5"),
        ("[2, -3]", "-3"),
        ("[0]", "0"),
        ("true", "true"),
        ("[99999999999999999999]", "99999999999999999999"),
    ] {
        let error = read_from(&inputs(&format!("discord.answer_channels = {written}"), &[])).unwrap_err().to_string();
        let start = "`docent.toml` line 1: `discord.answer_channels` holds";
        assert!(error.starts_with(&format!("{start} `{told}`: a channel's id is a number")), "{error}");
    }
}

#[test]
fn variables_of_others_are_ignored() {
    let environment = [("DOCENTRY", "x"), ("DOCENT", "x"), ("DISCORD_TOKEN", "x"), ("RUST_LOG", "x")];
    let keys = [("DOCENT_SEMANTIC_KEY", "x"), ("DOCENT_SEMANTIC_KEY_FILE", "x")];
    assert!(read_from(&inputs("", &keys)).is_ok(), "a secret is no setting");
    assert!(read_from(&inputs("", &environment)).is_ok());
}

#[test]
fn the_example_file_holds_every_setting_at_its_default() {
    let example = include_str!("../../config/docent.toml");
    // Settings without a default are shown commented out.
    let uncommented = example.replace("\n# ! ", "\n");
    // Of the two sources of vectors only one can be set.
    let model = uncommented.lines().find(|line| line.starts_with("model =")).unwrap();
    let address = read_from(&inputs(&uncommented.replace(model, ""), &[])).unwrap().semantic.source;
    assert!(matches!(address, SemanticSource::Address { .. }));
    let url = uncommented.lines().find(|line| line.contains("/v1/embeddings\"")).unwrap();
    let settings = read_from(&inputs(&uncommented.replace(url, ""), &[])).unwrap();
    let mut spelled_out = read_from(&inputs(example, &[])).unwrap();
    // To name the usual store is a choice all the same: where it cannot be written, that is an error then.
    assert!(std::mem::take(&mut spelled_out.store.chosen));
    assert_eq!(spelled_out, read_from(&Inputs::default()).unwrap());
    assert!(settings.http.listen.is_some() && settings.http.public_key.is_some());
    assert!(settings.discord.proxy.is_some() && settings.sandbox.listen.is_some());
    assert!(matches!(settings.semantic.source, SemanticSource::Model { .. }));
    for key in keys::ALL {
        let name = key.rsplit('.').next().unwrap();
        assert!(uncommented.lines().any(|line| line.starts_with(&format!("{name} ="))), "{key} is missing");
    }
}
