//! Adds a function to the module that makes sure that the stack of the JavaScript engine has room.
//!
//! The function has a large frame: many values that are live across a call. An engine reserves the
//! frame as a whole when the function is entered, and throws there if the stack is too full. The
//! values are in a branch that is never executed, so they cost nothing. No compiler generates such
//! a function on request, so it is written as instructions.

use std::path::Path;

use anyhow::{Context as _, Result};
use walrus::{
    FunctionBuilder, FunctionId, InstrSeqBuilder, Module, ValType,
    ir::{BinaryOp, UnaryOp},
};

/// The name of the export for `pkg/stack.js`. Its argument is the number of frames; it throws the
/// error of a full stack.
const EXPORT: &str = "reserve_stack";

/// The number of values of 8 bytes in a frame: together 7 KB.
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
                        // The recursive call is not the last operation, so that no optimiser
                        // makes a loop of it.
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

/// The results of many calls, all of which are live until the last call.
fn wait_for_calls(never: &mut InstrSeqBuilder<'_>, function: FunctionId) {
    for _ in 0..VALUES {
        never.i32_const(0).call(function);
    }
    for _ in 1..VALUES {
        never.binop(BinaryOp::I64Sub);
    }
}
