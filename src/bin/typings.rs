//! Prints the typings of the npm package.

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    print!("{}", qiscus_wasm::typescript::declarations());
}
