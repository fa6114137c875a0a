package dev.bellows.check;

import static dev.bellows.check.ProblemText.error;

/** What can be wrong with labels and annotations. */
enum MetadataProblem implements ProblemCode {
    ANNOTATIONS_TOO_LARGE(error(
            "annotations",
            "Kubernetes takes 256 KiB of annotations an object; half of it is left to others.",
            "Move long texts into a file.")),
    ANNOTATION_KEY_INVALID(error("annotations", "Kubernetes refuses the key.", "Write [prefix/]name.")),
    ANNOTATION_RESERVED(error("annotations.*", "Runs are found by this key.", "Use another key.")),
    ANNOTATION_SECRET(error(
            "annotations.*",
            "Annotations are stored in the cluster in clear, this secret with them.",
            "Remove the password or signature.")),
    ANNOTATION_VALUE_INVALID(error("annotations.*", "The value holds a NUL character.", "Remove the character.")),
    LABEL_KEY_INVALID(error("labels", "Kubernetes refuses the key.", "Write [prefix/]name.")),
    LABEL_RESERVED(error("labels.*", "Spark or Bellows finds its objects by this key.", "Use another key.")),
    LABEL_VALUE_INVALID(
            error("labels.*", "Kubernetes refuses the value.", "Shorten or change it, or make it an annotation."));

    private final ProblemText text;

    MetadataProblem(ProblemText text) {
        this.text = text;
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
