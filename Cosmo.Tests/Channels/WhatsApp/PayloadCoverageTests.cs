namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class PayloadCoverageTests
{
    // Requests of Meta's that Cosmo never makes: it sends no places, address cards and links with buttons, and templates
    // are written in WhatsApp Manager.
    private static readonly string[] NeverMade =
    [
        "send_contacts", "send_interactive_cta_url", "send_interactive_location_request", "send_location",
        "template_button_request_contact_info", "template_create_request_named", "template_create_request_positional",
        "template_create_response", "template_create_utility_full", "override_subscribed_apps_response",
    ];

    [Fact]
    public void Every_recorded_body_is_tested_exactly_once() =>
        Assert.Equal(
            Payload.Names,
            InboundPayloadTests.Covered
                .Concat(StatusPayloadTests.Covered)
                .Concat(NoticePayloadTests.Covered)
                .Concat(SendPayloadTests.Covered)
                .Concat(WhatsAppClientTests.Covered)
                .Concat(NeverMade)
                .Order());
}
