//! Opening: what is created, what is brought up to date, what is refused.

use std::path::Path;
use std::sync::Arc;

use docent::store::{Address, OpenError, State, Store};
use sqlx::{Connection as _, Executor as _};

use super::{Database, NOW, SERVER, SOON, connect, question};

async fn open(path: &Path) -> Result<Store, OpenError> {
    Store::open(Address::File(path.to_owned()), Arc::new(|| NOW)).await
}

#[tokio::test]
async fn a_file_is_created_for_its_owner_alone() {
    let database = Database::file();
    let store = database.open().await;
    store.log(&question(1, "x"));
    assert_eq!(store.flush(SOON).await, 0);
    assert_eq!(store.health().state, State::Ok);
    #[cfg(unix)]
    for end in ["", "-wal", "-shm"] {
        use std::os::unix::fs::PermissionsExt as _;
        let path = format!("{}{end}", database.path().display());
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{path}");
    }
}

#[tokio::test]
async fn an_empty_file_and_an_odd_name_are_taken_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("what is this?#1 100%25.db");
    std::fs::write(&path, "").unwrap();
    let store = open(&path).await.unwrap();
    store.log(&question(1, "x"));
    assert_eq!(store.flush(SOON).await, 0);
    assert!(std::fs::metadata(&path).unwrap().len() > 0);
}

#[tokio::test]
async fn what_only_a_person_can_mend_is_refused_with_the_setting_and_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let missing = open(&folder.path().join("no/docent.db")).await.unwrap_err().to_string();
    assert_eq!(
        missing,
        format!(
            "`store.url` names a file in `{}/no`, and there is no such folder: create it, or name another file",
            folder.path().display()
        )
    );
    let is_folder = open(folder.path()).await.unwrap_err();
    assert!(matches!(is_folder, OpenError::NotWritable { .. }), "{is_folder}");
    assert!(is_folder.to_string().starts_with(&format!("`store.url` names `{}`", folder.path().display())));
}

#[tokio::test]
async fn a_store_of_a_newer_docent_is_left_alone() {
    for database in Database::lasting().await {
        drop(database.open().await);
        let mut connection = connect(&database.url).await;
        let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             SELECT 9000, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
        connection.execute(later).await.unwrap();
        connection.close().await.unwrap();
        let error = Store::open(database.address(), Arc::new(|| NOW)).await.unwrap_err();
        assert!(matches!(error, OpenError::Newer { found: 9000, .. }), "{error}");
        assert!(error.to_string().contains("newer Docent"));
        database.done().await;
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_does_not_stop_answers() {
    let database = Database::file();
    std::fs::write(database.path(), "this is not a database, however long one looks at it. ".repeat(100)).unwrap();
    let store = database.open().await;
    let health = store.health();
    assert!(matches!(health.state, State::Failing { .. }) && !health.loaded, "{health}");
    assert!(health.to_string().contains("is no SQLite database"), "{health}");
    store.log(&question(1, "x"));
    assert_eq!(store.health().queued, 1);
    assert_eq!(store.server(SERVER).log_days, docent::store::LOG_DAYS);
}

#[tokio::test]
async fn several_processes_may_open_a_new_database_at_once() {
    let Some(database) = Database::postgres().await else { return };
    let opening = (0..6).map(|_| {
        let address = database.address();
        tokio::spawn(async move { Store::open(address, Arc::new(|| NOW)).await.unwrap() })
    });
    for store in opening.collect::<Vec<_>>() {
        assert!(store.await.unwrap().health().loaded);
    }
    database.done().await;
}
