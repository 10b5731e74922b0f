//! The flags.

use crate::files::Files;
use axum::http::{Method, Uri};
use clap::{Parser, ValueEnum};
use qiscus_sandbox_core::{Fault, Settings, Webhook, is_key};
use std::path::PathBuf;

/// What the sandbox is started with; [`Parser::parse_from`] makes one from flags.
#[derive(Parser)]
#[command(name = "qiscus-sandbox", version, about = "A local stand-in for the Qiscus Chat REST API")]
pub struct Config {
    /// Port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 7070)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub host: String,
    /// App id; a request that names another one is refused
    #[arg(long, default_value = Settings::APP_ID)]
    pub app_id: String,
    /// Secret key that requests must carry
    #[arg(long, env = "QISCUS_SANDBOX_SECRET", hide_env_values = true, default_value = Settings::SECRET)]
    pub secret: String,
    /// Where every posted comment is announced (plain http)
    #[arg(long, value_name = "URL", value_parser = webhook_url)]
    pub webhook_url: Option<Uri>,
    /// Key that webhooks are signed with; unsigned without
    #[arg(long, value_name = "KEY", env = "QISCUS_SANDBOX_WEBHOOK_KEY", hide_env_values = true)]
    pub webhook_key: Option<String>,
    /// A user who writes in an app: announced as post_comment_mobile, not as post_comment_rest; may be repeated
    #[arg(long, value_name = "EMAIL")]
    pub webhook_person: Vec<String>,
    /// Folder to serve at /
    #[arg(long, value_name = "DIR")]
    pub www: Option<PathBuf>,
    /// Folder to serve at /pkg/, the built npm package
    #[arg(long, value_name = "DIR")]
    pub pkg: Option<PathBuf>,
    /// HTTP methods that load_comments answers; the other one gets a 405
    #[arg(long, value_enum, default_value_t = LoadComments::Both)]
    pub load_comments: LoadComments,
    /// Answer GET get_user_rooms too, which is not in the specification
    #[arg(long)]
    pub get_user_rooms: bool,
    /// How create_room, add_room_participants and remove_room_participants list participants: emails or objects
    #[arg(long, value_enum, default_value_t = Participants::Strings)]
    pub participants: Participants,
    /// Id of the first comment
    #[arg(long, value_name = "ID", default_value_t = Settings::FIRST_COMMENT_ID, value_parser = clap::value_parser!(u64).range(1..1 << 53))]
    pub first_comment_id: u64,
    /// What goes wrong, and for which requests; may be repeated. The README has the list
    #[arg(long, value_name = "FAULT")]
    pub fault: Vec<Fault>,
    /// Seed of the faults that have a rate
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub fault_seed: u64,
    /// No request log on stderr
    #[arg(long)]
    pub quiet: bool,
}

/// Which verbs `load_comments` answers: its text says POST, its clients say GET.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LoadComments {
    /// POST only, as the specification has it.
    Post,
    /// GET only, as later servers have it.
    Get,
    /// Either.
    Both,
}

/// How the results of the three calls about groups list participants.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Participants {
    /// By email, as the specification shows it.
    Strings,
    /// As objects, as some clients expect.
    Objects,
}

impl Config {
    /// Refuses keys that no header can carry. Not left to clap, whose message would show the key.
    pub(crate) fn check_keys(&self) -> Result<(), String> {
        let keys = [("secret", Some(&self.secret)), ("webhook-key", self.webhook_key.as_ref())];
        for (name, key) in keys {
            if key.is_some_and(|key| !is_key(key)) {
                return Err(format!("--{name} must be printable ASCII without spaces"));
            }
        }
        Ok(())
    }

    /// The folders to serve. One that was asked for has to exist.
    pub(crate) fn files(&self) -> Result<Files, String> {
        Ok(Files { www: folder("www", self.www.as_ref())?, pkg: folder("pkg", self.pkg.as_ref())? })
    }

    /// The settings of a sandbox that is reached at `url`.
    pub(crate) fn settings(self, url: &str) -> Settings {
        Settings {
            app_id: self.app_id,
            secret: self.secret,
            url: url.to_owned(),
            webhook: Webhook {
                url: self.webhook_url.map(|url| url.to_string()),
                key: self.webhook_key,
                people: self.webhook_person,
            },
            load_comments: self.load_comments.methods(),
            get_user_rooms: self.get_user_rooms,
            participants: self.participants.setting(),
            first_comment_id: self.first_comment_id,
            faults: self.fault,
            fault_seed: self.fault_seed,
        }
    }
}

impl LoadComments {
    fn methods(self) -> Vec<Method> {
        match self {
            Self::Post => vec![Method::POST],
            Self::Get => vec![Method::GET],
            Self::Both => vec![Method::POST, Method::GET],
        }
    }
}

impl Participants {
    fn setting(self) -> qiscus_sandbox_core::Participants {
        match self {
            Self::Strings => qiscus_sandbox_core::Participants::Strings,
            Self::Objects => qiscus_sandbox_core::Participants::Objects,
        }
    }
}

fn folder(name: &str, asked: Option<&PathBuf>) -> Result<Option<PathBuf>, String> {
    match asked {
        Some(path) if path.is_dir() => Ok(Some(path.clone())),
        Some(path) => Err(format!("the folder of --{name} doesn't exist: {}", path.display())),
        None => Ok(None),
    }
}

fn webhook_url(text: &str) -> Result<Uri, String> {
    let url: Uri = text.parse().map_err(|error| format!("{error}"))?;
    match (url.scheme_str(), url.host()) {
        (Some("http"), Some(_)) => Ok(url),
        (Some("https"), _) => Err("https isn't supported: the sandbox speaks plain http only".into()),
        _ => Err("must start with http:// and name a host".into()),
    }
}
