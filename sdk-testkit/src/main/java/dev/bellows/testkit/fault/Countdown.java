package dev.bellows.testkit.fault;

import java.util.Optional;
import java.util.function.Predicate;

/** The same mishap a number of times. */
final class Countdown implements FaultPlan {
    private final Predicate<Step> meant;
    private final Fault fault;
    private int left;

    Countdown(int times, Predicate<Step> meant, Fault fault) {
        this.left = times;
        this.meant = meant;
        this.fault = fault;
    }

    @Override
    public Optional<Fault> at(Step step) {
        if (left == 0 || !fault.kind().appliesTo(step) || !meant.test(step)) {
            return Optional.empty();
        }
        left--;
        return Optional.of(fault);
    }
}
