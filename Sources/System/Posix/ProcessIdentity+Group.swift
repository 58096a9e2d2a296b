package import Glibc

extension ProcessIdentity {
    /// What became of a process group that outlived its parent.
    package enum GroupEnd: Sendable, Hashable {
        /// Nothing of it was left, or its number belongs to others by now.
        case absent
        /// These processes were ended.
        case ended([pid_t])
        /// These are still there: another user's, or in a dead disk's queue.
        case survived([pid_t])
    }

    /// Ends the process group that this process led, when it can be told apart from a later one with the same number.
    ///
    /// The group is ours when its leader still has this start time. Where the leader has gone, a member must hold the file
    /// `lockPath` open, which it inherited: numbers come round, and nobody else has that lock.
    /// The steps are those of `Child.end`.
    package func endGroup(holding lockPath: String?, patience: Duration = .seconds(10)) -> GroupEnd {
        guard bootID == currentBootID() else { return .absent }
        let members = livingMembers()
        guard !members.isEmpty, isOurs(members, lockPath) else { return .absent }
        let numbers = members.map(\.processID).sorted()
        if endProcessGroup(processID, patience: patience, isGone: { livingMembers().isEmpty }) {
            return .ended(numbers)
        }
        return .survived(livingMembers().map(\.processID).sorted())
    }

    private func livingMembers() -> [ProcessRecord] {
        ProcessTable.members(ofGroup: processID).filter { !$0.isZombie && $0.startTime >= startTime }
    }

    private func isOurs(_ members: [ProcessRecord], _ lockPath: String?) -> Bool {
        if let leader = ProcessRecord(processID) { return leader.startTime == startTime }
        guard let lockPath, let status = try? fileStatus(lockPath) else { return false }
        return members.contains { $0.hasOpen(status) }
    }
}
