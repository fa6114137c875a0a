package dev.bellows.compile;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** CPU quantities. */
final class Cpu {
    private Cpu() {}

    /** A quantity such as {@code 500m} or {@code 1.5} in thousandths of a core. */
    static long millicores(String quantity) {
        return quantity.endsWith("m")
                ? Long.parseLong(quantity.substring(0, quantity.length() - 1))
                : new BigDecimal(quantity)
                        .movePointRight(3)
                        .setScale(0, RoundingMode.UP)
                        .longValueExact();
    }
}
