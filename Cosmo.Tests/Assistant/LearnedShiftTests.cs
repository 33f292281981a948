using Cosmo.Core.Assistant;

namespace Cosmo.Tests.Assistant;

public sealed class LearnedShiftTests
{
    private const string Delivered = "my parcel says delivered to the garage again";

    [Fact]
    public void One_correction_silences_that_very_message()
    {
        var learned = LearnedShift.From([new(Delivered, 0.9, false)]);
        Assert.True(0.9 + learned.Of(Delivered) < 0.6, $"{learned.Of(Delivered)}");
    }

    [Fact]
    public void And_hardly_touches_what_is_unlike_it()
    {
        var learned = LearnedShift.From([new(Delivered, 0.9, false)]);
        Assert.InRange(learned.Of("the screen cracked on the first day"), -0.1, 0.1);
        Assert.InRange(learned.Of("El espejo llegó roto"), -0.1, 0.1);
    }

    [Fact]
    public void What_should_have_been_seen_is_seen_next_time()
    {
        var learned = LearnedShift.From([new("the usual thing happened", 0.25, true)]);
        Assert.True(0.25 + learned.Of("the usual thing happened") > 0.6);
        Assert.True(learned.Of("the usual thing happened again") > 0.2);
    }

    [Fact]
    public void No_number_of_corrections_moves_further_than_the_bound()
    {
        var lessons = Enumerable.Range(0, 300).Select(i => new Lesson($"{Delivered} number {i}", 1, false)).ToList();
        Assert.InRange(LearnedShift.From(lessons).Of(Delivered), -LearnedShift.Most, 0);
    }

    [Fact]
    public void What_is_right_already_changes_nothing() =>
        Assert.Equal(0, LearnedShift.From([new("the mirror arrived broken", 0.9, true), new("do you sell tents", 0.1, false)]).Of("the mirror arrived broken"));

    [Fact]
    public void Nothing_learnt_and_nothing_said_are_nothing()
    {
        Assert.Equal(0, LearnedShift.None.Of(Delivered));
        Assert.InRange(LearnedShift.From([new("", 0.9, false)]).Of(""), -LearnedShift.Most, LearnedShift.Most);
    }
}
