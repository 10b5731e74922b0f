//! Routes, start and stop.

use crate::app::{App, Shared};
use crate::config::Config;
use crate::fault::{self, Line, Lines};
use crate::{control, endpoint, journal, pages};
use axum::Router;
use axum::http::{Method, header};
use axum::middleware::from_fn_with_state;
use std::io;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

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
        let (www, pkg) = config.folders()?;
        let address = (config.host.as_str(), config.port);
        let refused = |error: io::Error| format!("can't listen on {}:{}: {error}", config.host, config.port);
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let url = format!("http://{}", listener.local_addr().map_err(refused)?);
        let router = router(App::new(Shared::new(config, &url, www, pkg)));
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

fn router(app: App) -> Router {
    // Only around what there is: a wrong path or verb stays what it is.
    let faulty = |routes: Router<App>| closed(routes.route_layer(from_fn_with_state(App::clone(&app), fault::layer)));
    let api = closed(Router::new().nest("/v2/rest", faulty(endpoint::routes(&app.config))));
    let mut router =
        Router::new().nest("/api", api.layer(cors())).nest("/_sandbox", closed(control::routes())).fallback(pages::www);
    if app.pkg.is_some() {
        router = router.nest("/pkg", Router::new().fallback(pages::pkg));
    }
    router.layer(from_fn_with_state(App::clone(&app), journal::record)).with_state(app)
}

/// Routes that answer everything below their path: what they don't know is a 404, not a file.
fn closed(routes: Router<App>) -> Router<App> {
    routes.fallback(pages::not_found).method_not_allowed_fallback(pages::wrong_verb)
}

fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::OPTIONS])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([header::RETRY_AFTER])
}
