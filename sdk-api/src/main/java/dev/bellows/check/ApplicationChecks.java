package dev.bellows.check;

import dev.bellows.job.Application;
import dev.bellows.job.JarApplication;
import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkJob;
import java.util.List;
import java.util.regex.Pattern;

/** Checks the program: its file, its main class, its arguments. Arguments are never shown, as they may hold secrets. */
final class ApplicationChecks {
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private ApplicationChecks() {}

    static void check(SparkJob job, Findings findings) {
        Application application = job.application().orElse(null);
        if (application instanceof JarApplication jar) {
            checkJar(jar, findings);
            checkMainClass(jar.mainClass(), findings);
            checkArgs(jar.args(), findings);
        } else {
            findings.report(
                    ApplicationProblem.APPLICATION_MISSING,
                    "application",
                    "",
                    "a program",
                    "Name it with jar(file, mainClass).");
        }
    }

    private static void checkJar(JarApplication application, Findings findings) {
        String jar = application.jar().toString();
        String field = "application.jar";
        if (jar.isBlank()) {
            findings.report(
                    ApplicationProblem.JAR_MISSING,
                    field,
                    "",
                    "a URI or a path",
                    "Name the jar with jar(file, mainClass).");
        } else if (hasControl(jar)) {
            findings.report(
                    ApplicationProblem.JAR_INVALID,
                    field,
                    jar,
                    "no control characters",
                    "Correct it with jar(file, mainClass).");
        } else if (application.jar() instanceof LocalFile file && isFolder(file)) {
            findings.report(
                    ApplicationProblem.LOCAL_FILE_NAME,
                    field,
                    jar,
                    "a path that ends with a file's name",
                    "Name the jar itself.");
        } else if (jar.contains(",")) {
            findings.report(
                    ApplicationProblem.JAR_INVALID,
                    field,
                    jar,
                    "one jar",
                    "Name the jar with the main class; others go to spark.jars.");
        }
    }

    private static boolean isFolder(LocalFile file) {
        String name = file.fileName();
        return name.isEmpty() || name.equals(".") || name.equals("..");
    }

    private static void checkMainClass(String mainClass, Findings findings) {
        String field = "application.mainClass";
        if (mainClass.isEmpty()) {
            findings.report(
                    ApplicationProblem.MAIN_CLASS_MISSING,
                    field,
                    "",
                    "a class with a main method",
                    "Name it with jar(file, mainClass).");
        } else if (!CLASS_NAME.matcher(mainClass).matches()) {
            findings.report(
                    ApplicationProblem.MAIN_CLASS_INVALID,
                    field,
                    mainClass,
                    "a fully qualified Java class name, such as com.acme.Revenue",
                    "Correct it with jar(file, mainClass).");
        }
    }

    private static void checkArgs(List<String> args, Findings findings) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).indexOf('\0') >= 0) {
                findings.report(
                        ApplicationProblem.ARGUMENT_INVALID,
                        "application.args[" + i + "]",
                        "a text with a NUL character",
                        "a text without it",
                        "Remove the character.");
            }
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
