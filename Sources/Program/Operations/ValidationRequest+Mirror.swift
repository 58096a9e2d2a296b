import Configuration
import Timekeeping
import Validation

extension Program {
    /// The request with which every validation of a mirror begins: whom it trusts, and what it is excused, as configured. It names
    /// no waivers and no selection: whoever accepts a step back sees all of staging as it is.
    func validationRequest(_ mirror: MirrorConfiguration, of tree: String) throws(Failure) -> ValidationRequest {
        try machine.validationRequest(
            of: tree, keyrings: mirror.keyrings, isUnsignedAllowed: mirror.isUnsignedAllowed,
            archivedSuites: mirror.archivedSuites)
    }
}

extension Machine {
    /// The request with which every validation begins.
    ///
    /// - Throws: `Failure.programMissing`, where there is no gpgv(1).
    func validationRequest(
        of tree: String, keyrings: [String], isUnsignedAllowed: Bool, archivedSuites: [String]
    ) throws(Failure) -> ValidationRequest {
        var request = ValidationRequest(tree: tree, keyrings: keyrings, now: clock.now(), gpgv: try program("gpgv"))
        request.allowsUnsigned = isUnsignedAllowed
        request.archivedPatterns = archivedSuites
        return request
    }
}
