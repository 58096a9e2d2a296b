import Glibc

/// A reader of hostile bytes, with the properties that must hold of whatever it makes of them.
enum FuzzTarget: String, CaseIterable {
    case deb822
    case release
    case clearsigned
    case packages
    case sources
    case pdiff
    case trace
    case keyring
    case compressed
    case address
    case mail

    /// Chosen by `MIRRORWARD_FUZZ_TARGET`: one program serves all, for linking takes longer than a short run.
    static let chosen: FuzzTarget = {
        let name = getenv("MIRRORWARD_FUZZ_TARGET").map { String(cString: $0) } ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            fatalError("MIRRORWARD_FUZZ_TARGET is none of \(allCases.map(\.rawValue))")
        }
        return target
    }()

    func check(_ input: [UInt8]) {
        switch self {
        case .deb822: checkDeb822(input)
        case .release: checkRelease(input)
        case .clearsigned: checkClearsigned(input)
        case .packages: checkIndex(input, path: "main/binary-amd64/Packages", isSources: false)
        case .sources: checkIndex(input, path: "main/source/Sources", isSources: true)
        case .pdiff: checkPdiff(input)
        case .trace: checkTrace(input)
        case .keyring: checkKeyring(input)
        case .compressed: checkCompressed(input)
        case .address: checkAddress(input)
        case .mail: checkMail(input)
        }
    }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.chosen.check(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

/// Ends the run, with the input kept by libFuzzer, where `condition` does not hold.
func require(_ condition: Bool, _ property: @autoclosure () -> String) {
    if !condition { fatalError("violated: \(property())") }
}
