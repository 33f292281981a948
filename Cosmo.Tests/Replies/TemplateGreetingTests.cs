using Cosmo.Core.Replies;

namespace Cosmo.Tests.Replies;

public sealed class TemplateGreetingTests
{
    private const string Body = "Hola {{1}}, aquí tienes la respuesta: {{2}} Gracias.";

    [Theory]
    [InlineData(Body, "Hola María, gracias por escribir.", "Gracias por escribir.")]
    [InlineData(Body, "¡Hola! Lo sentimos.", "Lo sentimos.")]
    [InlineData(Body, "Hola María García: lo sentimos.", "Lo sentimos.")]
    [InlineData("مرحبًا {{1}}، {{2}}", "مرحبًا María، شكرًا", "شكرًا")]
    [InlineData(Body, "Hola Pedro, gracias.", "Hola Pedro, gracias.")]
    [InlineData(Body, "Hola María,", "Hola María,")]
    [InlineData(Body, "Hola María llegó roto, lo siento.", "Hola María llegó roto, lo siento.")]
    [InlineData("Respuesta: {{2}}", "Hola María, gracias.", "Hola María, gracias.")]
    public void Only_a_greeting_that_the_template_says_already_goes(string body, string words, string left) =>
        Assert.Equal(left, TemplateGreeting.Without(body, words, "María García"));
}
