package dev.bellows.testkit.fault;

import java.util.Optional;
import java.util.function.Predicate;

/** Which mishaps happen at which steps. Asked once for each step, in order. */
@FunctionalInterface
public interface FaultPlan {
    /** Nothing goes wrong. */
    FaultPlan NONE = step -> Optional.empty();

    /** What happens at a step, if anything. */
    Optional<Fault> at(Step step);

    /** One mishap at one step, if it can happen there. */
    static FaultPlan at(int number, Fault fault) {
        return step -> step.number() == number && fault.kind().appliesTo(step) ? Optional.of(fault) : Optional.empty();
    }

    /** A mishap at the next steps that are meant. */
    static FaultPlan next(int times, Predicate<Step> meant, Fault fault) {
        return new Countdown(times, meant, fault);
    }

    /** A mishap at every step that is meant, for as long as this plan stands. */
    static FaultPlan each(Predicate<Step> meant, Fault fault) {
        return step -> fault.kind().appliesTo(step) && meant.test(step) ? Optional.of(fault) : Optional.empty();
    }

    /** Mishaps drawn by chance. */
    static FaultPlan random(RandomFaults faults) {
        return faults.plan();
    }

    /** This plan where it says something, and another one elsewhere. */
    default FaultPlan or(FaultPlan other) {
        return step -> {
            Optional<Fault> fault = at(step);
            return fault.isPresent() ? fault : other.at(step);
        };
    }
}
