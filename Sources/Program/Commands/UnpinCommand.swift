let unpinCommand = CommandSpecification(
    "unpin", "let a pinned generation go when newer ones replace it",
    arguments: [mirrorArgument, generationArgument],
    statuses: [.success, .alreadyRunning, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in try setPinned(false, invocation, context) }
