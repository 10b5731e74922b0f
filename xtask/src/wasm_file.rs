//! Reads the custom sections of a WebAssembly file.

use anyhow::{Context, Result, bail};

/// The names of the custom sections of a module.
pub fn custom_sections(module: &[u8]) -> Result<Vec<String>> {
    let Some(mut rest) = module.strip_prefix(b"\0asm\x01\0\0\0") else { bail!("not a WebAssembly module") };
    let mut names = Vec::new();
    while let Some((id, after)) = rest.split_first() {
        let (size, after) = number(after)?;
        let (section, after) = after.split_at_checked(size).context("truncated section")?;
        if *id == 0 {
            let (length, name) = number(section)?;
            let name = name.get(..length).context("truncated section name")?;
            names.push(String::from_utf8_lossy(name).into_owned());
        }
        rest = after;
    }
    Ok(names)
}

/// An unsigned LEB128 number, and the bytes after it.
fn number(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let mut value = 0usize;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok((value, bytes.get(index + 1..).unwrap_or_default()));
        }
    }
    bail!("truncated number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_are_named() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([1, 1, 0]); // a type section, empty
        module.extend([0, 0x86, 0x00]); // a custom section, its size in two bytes
        module.extend([4, b'n', b'a', b'm', b'e', 7]);
        assert_eq!(custom_sections(&module).unwrap(), ["name"]);
    }

    #[test]
    fn invalid_modules_are_rejected() {
        assert!(custom_sections(b"hello").is_err());
        assert!(custom_sections(b"\0asm\x01\0\0\0\0\x09\x01").is_err());
    }
}
