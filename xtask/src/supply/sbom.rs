//! Bills of materials, as CycloneDX: of the npm package, and of the crate.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::{
    process::{output, printed, root, run},
    steps::say,
    tools::Tool,
};

const CARGO_CYCLONEDX: Tool = Tool {
    name: "cargo-cyclonedx",
    version: "0.5.9",
};

/// Writes them to target/sbom: npm's with the crates that are compiled into its module.
pub fn sbom() -> Result<()> {
    let cargo_cyclonedx = CARGO_CYCLONEDX.install()?;
    say("writing the bills of materials");
    let folder = root().join("target/sbom");
    fs::create_dir_all(&folder)?;
    let of_crate = |options: &[&str]| bill_of_crate(&cargo_cyclonedx, options);

    let all = of_crate(&["--all-features", "--target", "all"])?;
    write(&folder.join("crate.cdx.json"), &all)?;
    let module = of_crate(&["--features", "js-all", "--target", "wasm32-unknown-unknown"])?;
    let text = printed("pkg", "npm", &["sbom", "--sbom-format", "cyclonedx"])?;
    let package = serde_json::from_str(&text).context("`npm sbom` gave no JSON")?;
    write(
        &folder.join("npm.cdx.json"),
        &with_module(package, &module)?,
    )?;
    say("the bills of materials are in target/sbom");
    Ok(())
}

/// The bill of the crate, without paths of this machine.
fn bill_of_crate(cargo_cyclonedx: &str, options: &[&str]) -> Result<Value> {
    let name = "conversation-chat.cdx";
    let command = ["cyclonedx", "--quiet", "--format", "json"];
    let output_options = ["--spec-version", "1.5", "--override-filename", name];
    run(
        "",
        cargo_cyclonedx,
        &[&command[..], &output_options, options].concat(),
    )?;
    // It writes one beside the manifest of each member of the workspace.
    let file = root().join(format!("{name}.json"));
    let text = fs::read_to_string(&file).context("cargo-cyclonedx wrote nothing")?;
    fs::remove_file(&file)?;
    fs::remove_file(root().join("xtask").join(format!("{name}.json")))?;
    let id = output("cargo", &["pkgid", "--package", "conversation-chat"])
        .context("`cargo pkgid` failed")?;
    let (path, version) = id.trim().rsplit_once('#').context("a strange id")?;
    let version = version.trim_start_matches("conversation-chat@");
    let bill: Value = serde_json::from_str(&without_path(&text, path, version))?;
    Ok(bill)
}

/// The reference of the crate, which cargo-cyclonedx makes of the path of its folder, as its
/// address in crates.io.
fn without_path(text: &str, path: &str, version: &str) -> String {
    let purl = format!("pkg:cargo/conversation-chat@{version}");
    text.replace(&format!("{path}#conversation-chat@{version}"), &purl)
        .replace("?download_url=file://.", "")
}

/// The bill of the npm package with what its module is compiled from.
fn with_module(mut package: Value, module: &Value) -> Result<Value> {
    let own = package.pointer("/metadata/component/bom-ref").cloned();
    let own = own.context("the bill of the package has no reference")?;
    let name = package["metadata"]["component"]["purl"].as_str();
    let name = name.and_then(|purl| purl.strip_prefix("pkg:npm/"));
    let name = name.and_then(|name| name.split('@').next());
    // npm names a package that is installed nowhere after its folder.
    package["metadata"]["component"]["name"] = name.context("it has no address")?.into();
    let of_crate = module.pointer("/metadata/component/bom-ref");
    let mut component = module["metadata"]["component"].clone();
    if let Some(component) = component.as_object_mut() {
        component.remove("components");
    }
    for (list, first) in [("components", vec![component]), ("dependencies", vec![])] {
        let added = module[list].as_array().cloned().unwrap_or_default();
        package[list] = first.into_iter().chain(added).collect();
    }
    if let Some(dependencies) = package["dependencies"].as_array_mut() {
        dependencies.insert(0, json!({ "ref": own, "dependsOn": [of_crate] }));
    }
    Ok(package)
}

fn write(file: &Path, bill: &Value) -> Result<()> {
    fs::write(file, serde_json::to_string_pretty(bill)? + "\n")
        .with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bill_of_the_package_has_the_crates_of_its_module() {
        let package = json!({
            "metadata": { "component": { "bom-ref": "chat@1.0.0", "name": "pkg", "purl": "pkg:npm/chat@1.0.0" } },
            "components": [],
            "dependencies": [{ "ref": "chat@1.0.0", "dependsOn": [] }],
        });
        let module = json!({
            "metadata": { "component": { "bom-ref": "pkg:cargo/chat@1.0.0", "components": [] } },
            "components": [{ "bom-ref": "url" }],
            "dependencies": [{ "ref": "pkg:cargo/chat@1.0.0", "dependsOn": ["url"] }],
        });
        assert_eq!(
            with_module(package, &module).expect("a bill"),
            json!({
                "metadata": { "component": { "bom-ref": "chat@1.0.0", "name": "chat", "purl": "pkg:npm/chat@1.0.0" } },
                "components": [{ "bom-ref": "pkg:cargo/chat@1.0.0" }, { "bom-ref": "url" }],
                "dependencies": [
                    { "ref": "chat@1.0.0", "dependsOn": ["pkg:cargo/chat@1.0.0"] },
                    { "ref": "pkg:cargo/chat@1.0.0", "dependsOn": ["url"] },
                ],
            })
        );
    }

    #[test]
    fn no_path_of_a_machine_is_in_a_bill() {
        let text = r#""path+file:///home/ann/chat#conversation-chat@1.0.0 bin-target-0", "pkg:cargo/conversation-chat@1.0.0?download_url=file://.#src/lib.rs""#;
        assert_eq!(
            without_path(text, "path+file:///home/ann/chat", "1.0.0"),
            r#""pkg:cargo/conversation-chat@1.0.0 bin-target-0", "pkg:cargo/conversation-chat@1.0.0#src/lib.rs""#
        );
    }
}
