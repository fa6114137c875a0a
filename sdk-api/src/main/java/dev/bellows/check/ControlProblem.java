package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with control from inside. */
enum ControlProblem implements ProblemCode {
    CONTROL_PORT(error(
            "control.port",
            "The listener could not serve at this port, and the job would run without control.",
            "Leave it out, or name a port from 1024 to 65535 that the driver does not use."));

    private final ProblemText text;

    ControlProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
