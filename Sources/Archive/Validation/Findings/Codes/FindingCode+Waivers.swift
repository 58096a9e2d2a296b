extension FindingCode.Facts {
    /// What is known of the codes for waivers.
    static let ofWaivers: [FindingCode: Self] = [
        .waiverExpired: .init(
            .warning, of: nil,
            meaning: "a waiver has ended: what it covered counts again",
            clientsSee: nothing,
            hint: "remove it from the file of waivers, or renew it with `mirrorward waive`"),
        .waiverUnneeded: .init(
            .note, of: nil,
            meaning: "a waiver covers nothing: what it was for is gone, or its pattern fits nothing",
            clientsSee: nothing,
            hint: "remove it from the file of waivers"),
    ]
}
