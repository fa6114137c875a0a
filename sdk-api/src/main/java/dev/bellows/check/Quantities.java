package dev.bellows.check;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What Kubernetes accepts as amounts of memory and disk, and what Spark makes of them. */
final class Quantities {
    static final String SIZE_RULE = "a size with a unit, such as 512Mi or 20Gi";
    static final String CPU_RULE = "a CPU quantity above 0, such as 500m or 2";

    private static final Pattern SIZE = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)");
    private static final Pattern CPU = Pattern.compile("\\d{1,9}m|\\d{1,6}(\\.\\d{1,3})?");
    private static final BigDecimal LIMIT = BigDecimal.valueOf(1L << 60);

    private Quantities() {}

    /** Whether a text is a size above nothing. A unit is asked for: Spark takes a bare number for a mistake. */
    static boolean isSize(String text) {
        if (!SIZE.matcher(text).matches()) {
            return false;
        }
        BigDecimal bytes = Quantity.getAmountInBytes(new Quantity(text));
        return bytes.signum() > 0 && bytes.compareTo(LIMIT) <= 0;
    }

    static boolean isCpu(String text) {
        return CPU.matcher(text).matches() && !text.matches("[0.]+m?");
    }
}
