//! Prints the typings of the npm package.

fn main() {
    print!("{}", qiscus_wasm::typescript::declarations());
}
