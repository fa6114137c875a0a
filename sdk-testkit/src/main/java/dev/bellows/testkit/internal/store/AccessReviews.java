package dev.bellows.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers to those who ask what they may do; whoever has a token may do everything. Nothing of it is stored. */
public final class AccessReviews {
    private static final String GROUP = "authorization.k8s.io/v1";
    private static final String RULES = "selfsubjectrulesreviews";
    private static final String LOCAL = "localsubjectaccessreviews";
    private static final String EVERY = "*";

    private AccessReviews() {}

    /** Whether a collection takes such questions. */
    public static boolean take(String apiVersion, String plural) {
        return apiVersion.equals(GROUP)
                && (plural.equals(RULES) || plural.equals("selfsubjectaccessreviews") || plural.equals(LOCAL));
    }

    /** The question with its answer. */
    public static ObjectNode answer(String plural, ObjectNode question) {
        ObjectNode review = question.deepCopy();
        Metadata.of(review).putNull("creationTimestamp");
        if (!plural.equals(RULES)) {
            review.putObject("status").put("allowed", true);
            return review;
        }
        if (question.path("spec").path("namespace").asText().isEmpty()) {
            throw ApiException.badRequest("no namespace on request");
        }
        review.putObject("spec");
        ObjectNode status = review.putObject("status");
        ObjectNode resources = status.putArray("resourceRules").addObject();
        resources.putArray("verbs").add(EVERY);
        resources.putArray("apiGroups").add(EVERY);
        resources.putArray("resources").add(EVERY);
        ObjectNode others = status.putArray("nonResourceRules").addObject();
        others.putArray("verbs").add(EVERY);
        others.putArray("nonResourceURLs").add(EVERY);
        status.put("incomplete", false);
        return review;
    }
}
