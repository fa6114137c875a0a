package dev.bellows.check;

import dev.bellows.job.NodeLabel;
import java.util.regex.Pattern;

/** What Kubernetes accepts as names, label keys and label values. */
final class KubernetesNames {
    static final int LABEL_LIMIT = 63;
    static final int SUBDOMAIN_LIMIT = 253;
    static final String LABEL_RULE =
            "lower-case letters, digits and '-', 1 to 63 characters, a letter or digit at both ends";
    static final String SUBDOMAIN_RULE =
            "lower-case letters, digits, '-' and '.', 1 to 253 characters, a letter or digit at both ends of each part";
    static final String KEY_RULE =
            "[prefix/]name: the name of letters, digits, '-', '_' and '.', at most 63 characters; the prefix a DNS name";
    static final String VALUE_RULE =
            "empty, or letters, digits, '-', '_' and '.', at most 63 characters, a letter or digit at both ends";

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern QUALIFIED = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

    private KubernetesNames() {}

    /** Whether a text is a DNS-1123 label. */
    static boolean isLabel(String text) {
        return text.length() <= LABEL_LIMIT && LABEL.matcher(text).matches();
    }

    /** Whether a text is a DNS-1123 subdomain. */
    static boolean isSubdomain(String text) {
        return text.length() <= SUBDOMAIN_LIMIT && SUBDOMAIN.matcher(text).matches();
    }

    /** Whether a text may be the key of a label or an annotation. */
    static boolean isKey(String text) {
        int slash = text.indexOf('/');
        return isQualified(text.substring(slash + 1)) && (slash < 0 || isSubdomain(text.substring(0, slash)));
    }

    /** Whether a text may be the value of a label. */
    static boolean isLabelValue(String text) {
        return text.isEmpty() || isQualified(text);
    }

    /** Whether nodes can have a label with one of the values, of which there are some. */
    static boolean isNodeLabel(NodeLabel label) {
        return isKey(label.key())
                && !label.values().isEmpty()
                && label.values().stream().allMatch(KubernetesNames::isLabelValue);
    }

    private static boolean isQualified(String text) {
        return text.length() <= LABEL_LIMIT && QUALIFIED.matcher(text).matches();
    }
}
