import Glibc
import Posix
import TestSupport

/// When the power is cut.
struct PowerCut: Sendable {
    enum Moment: Sendable {
        case step(PlannedFault)
        case microseconds(Int)
    }

    let moment: Moment
    /// When the kernel writes back what it holds of its own accord, in microseconds from the start; nil for never.
    let flush: Int?
    /// Of `DiskImage`.
    let mode: String
    /// What the program does not sync: `syncfs`, or several names.
    var dropped: String?
}

extension FaultBench {
    /// An image with the mirror as it stands before the command.
    func image(_ scenario: FaultScenario, _ directory: String) throws -> String {
        let file = "\(directory)/\(scenario.rawValue.replacing(" ", with: "-")).img"
        if try fileStatus(file) != nil { return file }
        try DiskImage.make(file)
        let disk = try DiskImage(file, at: "\(directory)/template")
        let place = MirrorPlace(path: "\(disk.mountPoint)/place")
        try createDirectories(place.path)
        if scenario != .firstSync { try arrange(.sync, at: place) }
        if scenario != .sync { try arrange(scenario, at: place) }
        if scenario != .firstSync { try place.makeScrubDue() }
        try disk.unmount()
        return file
    }

    /// Runs the command of `scenario` until the power is cut, then looks at what the disk holds, and runs the next sync there.
    func cutPower(_ scenario: FaultScenario, _ cut: PowerCut, step: String, next: Int, _ directory: String) throws
        -> CaseVerdict
    {
        let kind =
            switch cut.moment {
            case .step(let fault): fault.fault.kind
            case .microseconds: "power cut at random"
            }
        let template = try image(scenario, directory)
        let files = (running: "\(directory)/running.img", left: "\(directory)/left.img")
        try runSuccessfully("cp", ["--sparse=always", template, files.running])
        var verdict = CaseVerdict(kind: kind, scenario: scenario, step: step)
        let before = try runUntil(cut, scenario, files, directory, &verdict)
        try judgeDisk(files.left, scenario, before, next, directory, &verdict)
        return verdict
    }

    private func runUntil(
        _ cut: PowerCut, _ scenario: FaultScenario, _ files: (running: String, left: String), _ directory: String,
        _ verdict: inout CaseVerdict
    ) throws -> Counts {
        let disk = try DiskImage(files.running, at: "\(directory)/running", mode: cut.mode)
        let place = MirrorPlace(path: "\(disk.mountPoint)/place")
        let before = Counts(contacts: upstream.daemon.connectionCount, records: try place.recordedConnections())
        try upstream.offer(scenario.offered)
        var fault: PlannedFault?
        if case .step(let planned) = cut.moment { fault = planned }
        var command = try place.start(scenario.arguments(place), fault, dropped: cut.dropped, isSynced: true)
        if let flush = cut.flush {
            usleep(useconds_t(flush))
            try disk.flush()
        }
        if case .microseconds(let moment) = cut.moment {
            usleep(useconds_t(moment))
            command.signal(SIGSTOP)
        }
        let processID = command.processID
        _ = waitUntil { isStill(processID) }
        try disk.cut(to: files.left)
        command.signal(SIGKILL)
        let result = try command.wait()
        verdict.status = result.status
        if ![0, 128 + SIGKILL].contains(result.status) { verdict.complaints.append("not to be expected: \(result)") }
        return before
    }

    private func judgeDisk(
        _ file: String, _ scenario: FaultScenario, _ before: Counts, _ next: Int, _ directory: String,
        _ verdict: inout CaseVerdict
    ) throws {
        do {
            let disk = try DiskImage(file, at: "\(directory)/left")
            let place = MirrorPlace(path: "\(disk.mountPoint)/place")
            try judgePermits(place, since: before, &verdict)
            try judgeServed(place, scenario, &verdict)
            try mend(place, scenario, next.isMultiple(of: 2) ? .fourth : .fifth, &verdict)
            try judgePermits(place, since: before, &verdict)
            try disk.unmount()
        }
        if let fault = try DiskImage.fault(of: file) { verdict.complaints.append("e2fsck: \(fault)") }
    }
}

/// Whether the process is stopped or has ended; source: proc_pid_stat(5).
private func isStill(_ processID: Int32) -> Bool {
    guard let bytes = try? readFile("/proc/\(processID)/stat", limit: 4096) else { return true }
    let state = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.first { $0 != " " }
    return ["T", "Z", "X"].contains(state)
}
