/// What several codes have to say to the operator.
extension FindingCode.Facts {
    static let tellUpstream = "tell the upstream"
    static let waitForUpstream =
        "the upstream is probably being updated: the next sync fetches it; if it stays, tell the upstream"
    static let tellUpstreamOrArchive = "tell the upstream; an ended suite belongs in Archived"
    static let tellUpstreamIfItStays = "nothing to do here; if it stays, tell the upstream"
    static let nothingToDo = "nothing to do here"
}

/// What clients see of several codes.
extension FindingCode.Facts {
    static let nothing = "nothing"
    static let signatureRefused =
        "`apt-get update` refuses the suite for its signature and goes on with the lists it had; a new client has none"
    static let updateFails = "`apt-get update` fails for the suite: 404, or a hash sum mismatch"
    static let suiteRefused =
        "`apt-get update` refuses the suite and goes on with the lists it had; a new client has none"
    static let downloadFails = "the package is offered, and its download fails"
    static let nothingUnlessNamed = "nothing, unless an index names it: then 404 or 403"
    static let noRelease = "`apt-get update` fails for the suite: it does not have a Release file"
    static let forbidden = "403 from the web server: `apt-get update` or the download of the file fails"
    static let warning = "a warning at each `apt-get update`"
    static let wholeIndexFetched = "nothing but time: apt fetches the whole index"
    static let downloadNotFound = "the package is offered, and its download fails with 404 or 403"
}
