import Configuration
import StateStore
import Validation

extension Program {
    /// What was last published of each suite, and which step back of its Date the operator accepted.
    func acceptedSuites(_ mirror: MirrorConfiguration, _ store: StateStore) throws(Failure) -> [String: AcceptedSuite] {
        let states = try Failure.ofStore { () throws(StateStoreError) in try store.suiteStates(of: mirror.name) }
        let dates = try Failure.ofStore { () throws(StateStoreError) in try store.acceptedDates(of: mirror.name) }
        var result: [String: AcceptedSuite] = [:]
        for state in states {
            // An acceptance is of one text, under whatever name.
            let accepted = dates.filter { $0.usedAt == nil }.map(\.signedTextDigest)
            result[state.name] = AcceptedSuite(facts: SuiteFacts(state), backwardsAccepted: Set(accepted))
        }
        return result
    }
}

extension SuiteFacts {
    init(_ state: SuiteState) {
        self.init(signedTextDigest: state.signedTextDigest)
        date = state.date
        validUntil = state.validUntil
        origin = state.origin
        label = state.label
        suite = state.suite
        codename = state.codename
        version = state.version
        notAutomatic = state.notAutomatic
        butAutomaticUpgrades = state.butAutomaticUpgrades
        architectures = state.architectures
        components = state.components
        signers = state.signers
        packageCount = state.packageCount
        sourceCount = state.sourceCount
        recordCounts = state.recordCounts
    }
}

extension SuiteState {
    init(name: String, _ facts: SuiteFacts) {
        self.init(name: name, signedTextDigest: facts.signedTextDigest)
        date = facts.date
        validUntil = facts.validUntil
        origin = facts.origin
        label = facts.label
        suite = facts.suite
        codename = facts.codename
        version = facts.version
        notAutomatic = facts.notAutomatic
        butAutomaticUpgrades = facts.butAutomaticUpgrades
        architectures = facts.architectures
        components = facts.components
        signers = facts.signers
        packageCount = facts.packageCount
        sourceCount = facts.sourceCount
        recordCounts = facts.recordCounts
    }
}
