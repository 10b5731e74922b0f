//! Start and stop.

use crate::app::{App, Shared};
use crate::call;
use crate::config::Config;
use crate::line::{Line, Lines};
use axum::Router;
use qiscus_sandbox_core::Service;
use std::io;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How long open requests may take to end once the sandbox was asked to stop.
const GRACE: Duration = Duration::from_secs(3);

/// A sandbox that holds its port and waits to [`run`](Sandbox::run).
pub struct Sandbox {
    listener: TcpListener,
    url: String,
    router: Router,
}

impl Sandbox {
    /// Takes the port and looks at the folders; an error is one sentence for a person.
    pub async fn bind(config: Config) -> Result<Self, String> {
        config.check_keys()?;
        let files = config.files()?;
        let address = (config.host.as_str(), config.port);
        let refused = |error: io::Error| format!("can't listen on {}:{}: {error}", config.host, config.port);
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let url = format!("http://{}", listener.local_addr().map_err(refused)?);
        let quiet = config.quiet;
        let app = App::new(Shared::new(Service::new(config.settings(&url)), files, quiet));
        let router = Router::new().fallback(call::answer).with_state(app);
        Ok(Self { listener, url, router })
    }

    /// Where it is reached, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until `stop` is done, then lets open requests end, for a short while.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let (stopping, stopped) = oneshot::channel();
        let stop = async move {
            stop.await;
            let _ = stopping.send(());
        };
        let service = self.router.into_make_service_with_connect_info::<Line>();
        let serve = axum::serve(Lines(self.listener), service).with_graceful_shutdown(stop);
        let out_of_patience = async {
            let _ = stopped.await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            served = serve => served,
            () = out_of_patience => Ok(()),
        }
    }
}
