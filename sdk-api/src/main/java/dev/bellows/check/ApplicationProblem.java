package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;
import static dev.bellows.check.ProblemText.warning;

/** What can be wrong with the program. */
enum ApplicationProblem implements ProblemCode {
    APPLICATION_MISSING(error("application", "The job runs no program.", "Name it with jar(file, mainClass).")),
    ARGUMENTS_IGNORED(
            warning("application.args", "The Connect server reads no arguments.", "Remove them, or use conf.")),
    ARGUMENT_INVALID(error(
            "application.args[*]",
            "No process can be given an argument with a NUL character.",
            "Remove the character.")),
    ARGUMENT_SECRET(
            error(
                    "application.args",
                    "Arguments are stored in the cluster in clear, this secret with them.",
                    "Keep it in a Secret, name that with pod(p -> p.env(name, SecretRef.of(secret, key))), and read the variable.")),
    CONNECT_PACKAGE_MISSING(error(
            "application",
            "A distribution of Spark 3.5 holds no Connect server.",
            "Add org.apache.spark:spark-connect_2.12 with packages(...), or its jar.")),
    JAR_INVALID(
            error("application.*", "The text is not one file.", "Name the program; others go to dependencies(...).")),
    JAR_MISSING(error("application.*", "The program has no file.", "Name it with jar(file, mainClass).")),
    LOCAL_FILE_NAME(error("application.*", "The path names a folder.", "Name the file itself.")),
    MAIN_CLASS_INVALID(error(
            "application.mainClass", "The text cannot be the name of a class.", "Write it as in com.acme.Revenue.")),
    MAIN_CLASS_MISSING(
            error("application.mainClass", "The program has no main class.", "Name it with jar(file, mainClass).")),
    PROXY_USER_INVALID(error("proxyUser", "The text is no user's name.", "Correct it with proxyUser(...).")),
    SCRIPT_SUFFIX(error(
            "application.file",
            "Spark tells scripts from jars by the end of their name.",
            "Rename the script, or name it with jar(...) if it is a jar."));

    private final ProblemText text;

    ApplicationProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
