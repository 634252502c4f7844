//! What the compiler says to a mistake, and that what is right compiles.

#[test]
fn compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/*/pass/*.rs");
    cases.compile_fail("tests/ui/*/fail/*.rs");
}
