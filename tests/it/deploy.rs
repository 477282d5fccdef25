//! What is under `deploy/`, held against the image and the program: variables are settings, what the image writes has a place, secrets and ports are there.
//!
//! In: the files as they are committed. Whether they fit their schemas is left to `scripts/deploy_check.py`, what is counted and served to `discord::door`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use docent::discord::Shards;
use docent::settings::{self, Inputs, Settings};
use serde_json::Value;

use crate::image;

type Variables = BTreeMap<String, String>;

/// Where the sign of life for `docent health` lies.
const TEMPORARY: &str = "/tmp";
/// Within so many seconds of being asked to stop, Docent has ended (`docs/running.md`).
const STOPPING: u64 = 5;
/// So many seconds of the processor a start takes that learns the shipped knowledge (`docs/running.md`).
const LEARNING: u64 = 8;
/// So many are a whole core.
const MILLICORES: u64 = 1000;

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn manifests() -> Vec<Value> {
    let files = fs::read_dir(image::root().join("deploy/kubernetes")).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts.flat_map(|text| serde_saphyr::from_multiple::<Value>(&text).unwrap()).collect()
}

/// The manifests that run pods.
fn workloads() -> Vec<Value> {
    let workloads: Vec<Value> =
        manifests().into_iter().filter(|manifest| manifest["spec"]["template"].is_object()).collect();
    assert_eq!(workloads.len(), 2);
    workloads
}

fn pod(workload: &Value) -> &Value {
    &workload["spec"]["template"]["spec"]
}

/// Each pod holds Docent alone.
fn container(workload: &Value) -> &Value {
    &pod(workload)["containers"][0]
}

fn compose() -> Value {
    serde_saphyr::from_str(&image::read("deploy/compose.yaml")).unwrap()
}

/// What the image sets.
fn set_by_the_image() -> Variables {
    let set = image::said("ENV");
    set.iter()
        .map(|one| one.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap())
        .collect()
}

/// What a container in the pod of this number finds in its environment.
fn set_in(workload: &Value, pod: u64) -> Variables {
    let mut set = set_by_the_image();
    for variable in list(&container(workload)["env"]) {
        let (name, from) = (variable["name"].as_str().unwrap(), &variable["valueFrom"]);
        let value = match variable["value"].as_str() {
            Some(value) => expanded(value, &set),
            None if from["fieldRef"].is_object() => pod.to_string(),
            None => stand_in(from["secretKeyRef"]["key"].as_str().unwrap()).to_owned(),
        };
        set.insert(name.to_owned(), value);
    }
    set
}

/// `$(NAME)` is what was set further up.
fn expanded(value: &str, set: &Variables) -> String {
    set.iter().fold(value.to_owned(), |text, (name, value)| text.replace(&format!("$({name})"), value))
}

/// Something of the form of what lies under this key of the secret.
fn stand_in(key: &str) -> &'static str {
    match key {
        "token" => "a.token",
        "store" => "postgres://docent@postgres/docent",
        "public-key" => "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29",
        other => panic!("nobody makes a secret `{other}`"),
    }
}

/// What the compose file sets, with words where it asks for some.
fn set_by_compose(compose: &Value) -> Variables {
    let asked = regex::Regex::new(r"\$\{[A-Z_]+:\?[^}]*\}").unwrap();
    let mut set = set_by_the_image();
    for (name, value) in compose["services"]["docent"]["environment"].as_object().unwrap() {
        set.insert(name.clone(), asked.replace_all(value.as_str().unwrap(), "word").into_owned());
    }
    set
}

fn read(environment: Variables) -> Settings {
    let inputs = Inputs { environment, ..Inputs::default() };
    settings::read_from(&inputs).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_variable_is_a_setting_and_every_value_fits() {
    read(set_by_the_image());
    read(set_by_compose(&compose()));
    for workload in workloads() {
        read(set_in(&workload, 0));
    }
}

#[test]
fn the_pods_of_the_gateway_run_every_shard_once() {
    let workloads = workloads();
    let gateway = workloads.iter().find(|workload| workload["kind"] == "StatefulSet").unwrap();
    let pods = 0..gateway["spec"]["replicas"].as_u64().unwrap();
    let ranges: Vec<_> = pods
        .map(|pod| match read(set_in(gateway, pod)).discord.shards {
            Shards::Range(range) => range,
            other => panic!("pod {pod} runs {other:?}"),
        })
        .collect();
    let run: Vec<u32> = ranges.iter().flat_map(|range| range.first..=range.last).collect();
    assert_eq!(run, (0..ranges[0].total).collect::<Vec<_>>());
}

/// Where the container of a workload can write: folders that begin empty, and volumes that its pods claim.
fn writable(workload: &Value) -> Vec<&str> {
    let empty = list(&pod(workload)["volumes"]).iter().filter(|volume| volume["emptyDir"].is_object());
    let claimed = list(&workload["spec"]["volumeClaimTemplates"]).iter().map(|claim| &claim["metadata"]["name"]);
    let volumes: Vec<&Value> = empty.map(|volume| &volume["name"]).chain(claimed).collect();
    let mounts = list(&container(workload)["volumeMounts"]).iter();
    let mounts = mounts.filter(|mount| volumes.contains(&&mount["name"]) && mount["readOnly"] != true);
    mounts.filter_map(|mount| mount["mountPath"].as_str()).collect()
}

/// The same for Docent in the compose file.
fn writable_by_compose(compose: &Value) -> Vec<&str> {
    let docent = &compose["services"]["docent"];
    let named = list(&docent["volumes"]).iter().filter_map(|volume| volume.as_str()?.split_once(':'));
    let named = named.filter(|(name, _)| compose["volumes"].get(name).is_some()).map(|(_, path)| path);
    named.chain(list(&docent["tmpfs"]).iter().filter_map(Value::as_str)).collect()
}

#[test]
fn what_the_image_writes_has_a_place_that_can_be_written() {
    let volumes = image::said("VOLUME");
    for (name, value) in set_by_the_image() {
        let path = Path::new(value.strip_prefix("sqlite:").unwrap_or(&value));
        let has_a_place = path.is_relative() || volumes.iter().any(|volume| path.starts_with(volume));
        assert!(has_a_place, "{name}: {} lies in none of {volumes:?}", path.display());
    }
    let (compose, workloads) = (compose(), workloads());
    let places = workloads.iter().map(writable).chain([writable_by_compose(&compose)]);
    for place in places {
        for path in volumes.iter().map(String::as_str).chain([TEMPORARY]) {
            assert!(place.contains(&path), "{path} is none of {place:?}");
        }
    }
}

#[test]
fn volumes_belong_to_the_user_of_the_image() {
    let users = image::said("USER");
    let (user, group) = users[0].split_once(':').unwrap();
    for workload in workloads() {
        let context = &pod(&workload)["securityContext"];
        assert_eq!(context["runAsUser"].to_string(), user);
        assert_eq!((context["runAsGroup"].to_string(), context["fsGroup"].to_string()), (group.into(), group.into()));
    }
}

#[test]
fn secrets_come_from_the_one_that_is_made_by_hand() {
    let made = image::read("deploy/kubernetes/shared.yaml");
    for workload in workloads() {
        let variables = list(&container(&workload)["env"]);
        for name in ["DISCORD_TOKEN", "DOCENT_STORE__URL"] {
            let variable = variables.iter().find(|variable| variable["name"] == name).unwrap();
            assert!(variable["valueFrom"]["secretKeyRef"].is_object(), "{variable}");
        }
        for secret in variables.iter().filter_map(|variable| variable["valueFrom"].get("secretKeyRef")) {
            assert_eq!(secret["name"], "docent");
            let made_so = format!("--from-literal={}=", secret["key"].as_str().unwrap());
            assert!(made.contains(&made_so), "shared.yaml does not say how to make {secret}");
        }
    }
}

#[test]
fn probes_and_services_lead_to_the_port_that_is_served() {
    for workload in workloads() {
        let listen = read(set_in(&workload, 0)).http.listen.unwrap();
        let (container, annotations) = (container(&workload), &workload["spec"]["template"]["metadata"]["annotations"]);
        assert!(listen.ip().is_unspecified(), "{listen} is reached from inside the pod alone");
        assert_eq!(container["ports"][0]["name"], "http");
        assert_eq!(container["ports"][0]["containerPort"], listen.port());
        assert_eq!(annotations["prometheus.io/port"], listen.port().to_string());
        for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
            assert_eq!(container[probe]["httpGet"]["port"], "http", "{probe}");
        }
    }
    for service in manifests().iter().filter(|manifest| manifest["kind"] == "Service") {
        assert_eq!(service["spec"]["ports"][0]["targetPort"], "http");
    }
    let compose = compose();
    let listen = read(set_by_compose(&compose)).http.listen.unwrap();
    let published = compose["services"]["docent"]["ports"][0].as_str().unwrap();
    assert!(listen.ip().is_unspecified() && published.ends_with(&format!(":{}", listen.port())), "{published}");
}

/// How long the start of a container is waited for, in seconds.
fn waited_for(container: &Value) -> Option<u64> {
    let probe = &container["startupProbe"];
    Some(probe["periodSeconds"].as_u64()? * probe["failureThreshold"].as_u64()?)
}

/// How much of the processor it is sure to get.
fn millicores(container: &Value) -> Option<u64> {
    container["resources"]["requests"]["cpu"].as_str()?.strip_suffix('m')?.parse().ok()
}

#[test]
fn a_start_that_learns_is_waited_for_on_a_busy_machine() {
    for workload in workloads() {
        let container = container(&workload);
        let (waited, millicores) = waited_for(container).zip(millicores(container)).unwrap();
        assert!(waited * millicores >= LEARNING * MILLICORES, "{}", container["startupProbe"]);
    }
}

#[test]
fn an_end_in_good_order_is_waited_for() {
    for workload in workloads() {
        assert!(pod(&workload)["terminationGracePeriodSeconds"].as_u64().is_some_and(|grace| grace > STOPPING));
    }
    let compose = compose();
    let grace = compose["services"]["docent"]["stop_grace_period"].as_str().and_then(|grace| grace.strip_suffix('s'));
    assert!(grace.and_then(|grace| grace.parse().ok()).is_some_and(|grace: u64| grace > STOPPING));
}

#[test]
fn the_manifests_run_this_version() {
    for workload in workloads() {
        assert_eq!(container(&workload)["image"], concat!("docent:", env!("CARGO_PKG_VERSION")));
    }
}
