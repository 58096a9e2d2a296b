import MirrorRegistry

extension Failure {
    /// What the table of transitions does not allow is a wish that cannot be carried out.
    init(_ fault: TransitionFault, registry: String) {
        self = .usage(
            fault.message, hint: fault.hint ?? "`mirrorward registry show \(fault.host)` shows where it stands")
    }
}
