/** All checks of the Java classes. */
public final class Checks {
    private Checks() {}

    public static void main(String[] arguments) {
        OptionChecks.add();
        AudioChecks.add();
        EncodingChecks.add();
        RateChecks.add();
        LifetimeChecks.add();
        WaitChecks.add();
        System.exit(Check.runAll() == 0 ? 0 : 1);
    }
}
