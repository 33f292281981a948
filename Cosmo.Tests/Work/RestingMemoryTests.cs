using Cosmo.Core.Work;

namespace Cosmo.Tests.Work;

/// <summary>When the program gives back memory.</summary>
public sealed class RestingMemoryTests
{
    private const long Much = RestingMemory.LittleWork + RestingMemory.Rest;

    private readonly RestingMemory _memory = new(TimeProvider.System);

    [Fact]
    public void Much_work_is_followed_by_one_return_as_soon_as_there_is_rest()
    {
        Assert.False(_memory.IsDue(Much), "still at work");
        Assert.True(_memory.IsDue(Much + RestingMemory.Rest));
        Assert.False(_memory.IsDue(Much + RestingMemory.Rest), "nothing was done since");
    }

    [Fact]
    public void What_a_resting_program_does_adds_up_until_there_is_something_to_gain()
    {
        var returns = 0;
        for (var allocated = 0L; allocated <= 3 * RestingMemory.LittleWork; allocated += RestingMemory.Rest)
            returns += _memory.IsDue(allocated) ? 1 : 0;

        Assert.Equal(3, returns);
    }

    [Fact]
    public void Nothing_is_given_back_while_there_is_work()
    {
        for (var allocated = 0L; allocated < 8 * Much; allocated += Much)
            Assert.False(allocated > 0 && _memory.IsDue(allocated));
    }
}
