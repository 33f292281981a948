using Cosmo.Core.Conversations;

namespace Cosmo.Tests.Conversations;

public sealed class PhoneSpellingTests
{
    [Theory]
    [InlineData("5511987654321", "551187654321")]   // São Paulo, mobile
    [InlineData("5521612345678", null)]             // thirteen digits without the 9 are no mobile number
    [InlineData("552161234567", "5521961234567")]
    [InlineData("551133334444", null)]              // a landline
    [InlineData("5511933334444", null)]
    [InlineData("5215512345678", "525512345678")]   // Mexico City
    [InlineData("521551234567", null)]
    [InlineData("5491123456789", "541123456789")]   // Buenos Aires
    [InlineData("549112345678", null)]
    [InlineData("34600000001", null)]
    [InlineData("16505551234", null)]
    [InlineData("55", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Three_countries_write_a_mobile_number_in_two_ways(string? phone, string? other)
    {
        Assert.Equal(other, PhoneSpelling.Other(phone));
        if (other is not null)
            Assert.Equal(phone, PhoneSpelling.Other(other));
    }
}
