package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can keep a job out of the layout of one object. */
enum LayoutProblem implements ProblemCode {
    LAYOUT_CONTROL(error(
            "options.layout",
            "The listener and its key travel with the run's record, which this layout has only after the driver.",
            "Remove control(), or use Layout.SPARK.")),
    LAYOUT_FILES(
            error(
                    "options.layout",
                    "Local files travel in the run's record, which this layout has only after the driver.",
                    "Put the files into the image, have them uploaded with dependencies(d -> d.uploadTo(...)), or use Layout.SPARK.")),
    LAYOUT_GPU_SCRIPT(error(
            "options.layout",
            "The script that finds GPUs travels in the run's record, which this layout has only after the driver.",
            "Name a script that the image holds with Gpu.discoveryScript(...), or use Layout.SPARK.")),
    LAYOUT_OBJECTS(error(
            "options.layout",
            "The job needs an object beside its driver pod; Spark 4.2 and later always come with a NetworkPolicy.",
            "Use Layout.SPARK.")),
    LAYOUT_RETRY(error(
            "options.layout",
            "Further attempts need a record that stands before the first driver.",
            "Remove retry(...), or use Layout.SPARK.")),
    LAYOUT_SIZE(error(
            "options.layout",
            "Conf, executor template and job are more than the annotations of an object hold.",
            "Use Layout.SPARK."));

    private final ProblemText text;

    LayoutProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
