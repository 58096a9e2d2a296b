/// What to start, and with what.
package struct ChildCommand: Sendable, Hashable {
    /// A path, or a name that is looked for in the `PATH` of `environment`.
    package var executable: String
    /// Without the program's own name.
    package var arguments: [String]
    /// The whole environment: nothing of this process's own is added.
    package var environment: [String: String]
    package var workingDirectory: String?

    package init(
        executable: String, arguments: [String] = [], environment: [String: String] = [:],
        workingDirectory: String? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
    }
}

/// How a child ended.
package enum ChildExit: Sendable, Hashable {
    /// 0 to 255.
    case status(Int32)
    /// The signal that killed it.
    case signal(Int32)
}
