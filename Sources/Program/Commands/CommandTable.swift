/// Every command, in the order in which help lists them.
let commandTable: [CommandSpecification] = [
    syncCommand, statusCommand, validateCommand, generationsCommand, generationsDropCommand, publishCommand,
    scrubCommand, rollbackCommand, resumeCommand, pinCommand, unpinCommand, acceptCommand,
    waiveCommand, waiversCommand, explainCommand, configCheckCommand,
    registrySubmitCommand, registryIngest, registryImportCommand, registryCheckCommand, registryListCommand,
    registryShowCommand, registryReviewCommand, registryApproveCommand, registryRejectCommand,
    registryPauseCommand, registryResumeCommand, registryRemoveCommand, registryNoteCommand, registryEditCommand,
    registryWindowCommand, registryUndoCommand, registryLogCommand, registrySlotCommand, registryPublishCommand,
]

/// Options that every command takes.
let globalOptions: [OptionSpecification] = [
    OptionSpecification(
        "--config", value: "FILE", "read this configuration instead of /etc/mirrorward/mirrorward.conf"),
    OptionSpecification("--help", "show this help"),
    OptionSpecification("--version", "show the version"),
]

let mirrorArgument = ArgumentSpecification("NAME", "a mirror, as `Mirror` names it in the configuration")
let generationArgument = ArgumentSpecification("GENERATION", "a generation, as `mirrorward generations` lists it")
