package import Glibc

/// A user of this machine, as passwd(5) has it.
package struct WorkingUser: Sendable, Hashable {
    package let name: String
    package let userID: uid_t
    package let groupID: gid_t
    package let homeDirectory: String

    /// Nil where the system knows no such user.
    package init?(named name: String) {
        guard let entry = getpwnam(name) else { return nil }
        self.name = name
        userID = entry.pointee.pw_uid
        groupID = entry.pointee.pw_gid
        homeDirectory = entry.pointee.pw_dir.map { String(cString: $0) } ?? "/"
    }

    /// Gives up the rights of root for those of this user, for good: groups first, for root alone may change them. To be called before
    /// anything is opened. The corresponding C functions are `initgroups`, `setresgid` and `setresuid`.
    ///
    /// - Throws: `SystemCallError`.
    package func takeOver() throws(SystemCallError) {
        try checked("initgroups", name) { initgroups(name, groupID) }
        try checked("setresgid", name) { setresgid(groupID, groupID, groupID) }
        try checked("setresuid", name) { setresuid(userID, userID, userID) }
        // A second sync has to see that this one lives, and holds its lock.
        allowInspection()
    }
}
