package dev.bellows.k8s.internal.preflight;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts as people write them. Pure. */
final class Amounts {
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024);

    private Amounts() {}

    /** What is left, which is never less than nothing. */
    static Quantity quantity(BigDecimal left) {
        return new Quantity(left.max(BigDecimal.ZERO).toPlainString());
    }

    /** Memory and storage in mebibytes, everything else as a number. */
    static String text(String resource, BigDecimal amount) {
        boolean bytes = resource.endsWith("memory") || resource.endsWith("storage");
        return bytes && amount.compareTo(MEBIBYTE) >= 0
                ? amount.divide(MEBIBYTE, 0, RoundingMode.DOWN) + "Mi"
                : amount.stripTrailingZeros().toPlainString();
    }
}
