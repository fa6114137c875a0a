package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with the program. */
enum ApplicationProblem implements ProblemCode {
    APPLICATION_MISSING(error("application", "The job runs no program.", "Name it with jar(file, mainClass).")),
    ARGUMENT_INVALID(error(
            "application.args[*]",
            "No process can be given an argument with a NUL character.",
            "Remove the character.")),
    JAR_INVALID(error(
            "application.jar",
            "The text is not one file.",
            "Name the jar with the main class; others go to spark.jars.")),
    JAR_MISSING(error("application.jar", "The program has no jar.", "Name it with jar(file, mainClass).")),
    LOCAL_FILE_NAME(error("application.jar", "The path names a folder.", "Name the jar itself.")),
    MAIN_CLASS_INVALID(error(
            "application.mainClass", "The text cannot be the name of a class.", "Write it as in com.acme.Revenue.")),
    MAIN_CLASS_MISSING(
            error("application.mainClass", "The program has no main class.", "Name it with jar(file, mainClass)."));

    private final ProblemText text;

    ApplicationProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
