//! Prints the typings of `qiscus-wasm/testing`.

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    print!("{}", qiscus_sandbox_wasm::typescript::declarations());
}
