//! A function of the module that makes sure of room on the stack of the JavaScript engine.
//!
//! No compiler can be asked for it: what takes the room is a frame with many values that wait for a
//! call. Engines reserve a frame as a whole when its function is entered, and refuse it there if
//! the stack has no room, so that the values need not be written: the branch that has them is never
//! taken.

use std::path::Path;

use anyhow::{Context as _, Result};
use walrus::{
    FunctionBuilder, FunctionId, InstrSeqBuilder, Module, ValType,
    ir::{BinaryOp, UnaryOp},
};

/// The name under which `pkg/stack.js` finds it: it takes the number of frames, and traps with the
/// error of a full stack.
const EXPORT: &str = "reserve_stack";

/// Of values of 8 bytes in a frame: together 7 KB.
const VALUES: usize = 900;

/// Adds the function to the module of a file.
pub fn add_to(file: &Path) -> Result<()> {
    let mut module = Module::from_file(file).context("cannot read the module")?;
    let frames = module.locals.add(ValType::I32);
    let mut function = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I64]);
    function.name(EXPORT.to_owned());
    let function = function.finish(vec![frames], &mut module.funcs);
    let body = module
        .funcs
        .get_mut(function)
        .kind
        .unwrap_local_mut()
        .builder_mut();
    body.func_body()
        .local_get(frames)
        .i32_const(0)
        .binop(BinaryOp::I32LtS)
        .if_else(
            ValType::I64,
            |never| wait_for_calls(never, function),
            |otherwise| {
                otherwise.local_get(frames).unop(UnaryOp::I32Eqz).if_else(
                    ValType::I64,
                    |last| {
                        last.i64_const(0);
                    },
                    |more| {
                        // Not the last that it does: nobody makes a loop of it.
                        more.local_get(frames)
                            .i32_const(1)
                            .binop(BinaryOp::I32Sub)
                            .call(function);
                        more.i64_const(1).binop(BinaryOp::I64Add);
                    },
                );
            },
        );
    module.exports.add(EXPORT, function);
    module
        .emit_wasm_file(file)
        .context("cannot write the module")
}

/// The values of many calls, all of them kept until the last is there.
fn wait_for_calls(never: &mut InstrSeqBuilder<'_>, function: FunctionId) {
    for _ in 0..VALUES {
        never.i32_const(0).call(function);
    }
    for _ in 1..VALUES {
        never.binop(BinaryOp::I64Sub);
    }
}
