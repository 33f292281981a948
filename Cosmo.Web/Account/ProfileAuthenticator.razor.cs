using Cosmo.Core.Team;
using Cosmo.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using QRCoder;

namespace Cosmo.Web.Account;

/// <summary>Turns the authenticator app on and off; the password is asked each time, in case someone sits at an open screen.</summary>
public sealed partial class ProfileAuthenticator
{
    private const int RecoveryCodes = 10;
    private string? _fault;
    private string? _key;
    private int _left;
    private IReadOnlyList<string>? _codes;

    [Parameter, EditorRequired] public required Member Member { get; set; }
    [SupplyParameterFromForm(FormName = "totp", Name = "Totp")] public TotpForm? Given { get; set; }
    [SupplyParameterFromForm(FormName = "totp-verify", Name = "Verify")] public VerifyForm? Verify { get; set; }
    [Inject] private UserManager<Member> Members { get; init; } = null!;
    [Inject] private SignInManager<Member> SignIn { get; init; } = null!;
    [Inject] private PasswordDoor Door { get; init; } = null!;
    [Inject] private IStringLocalizer<AccountText> Words { get; init; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _left = await Members.CountRecoveryCodesAsync(Member);
        // A form is only heard when the page that it is sent to draws it.
        if (Verify is not null && !Member.TwoFactorEnabled)
            _key = await Members.GetAuthenticatorKeyAsync(Member);
    }

    private async Task ChangeAsync()
    {
        if (!await Door.IsProvenAsync(Member, Given?.Password))
        {
            _fault = Words["Error.PasswordMismatch"];
            return;
        }
        switch (Given?.Action, Member.TwoFactorEnabled)
        {
            case ("begin", false):
                await Members.ResetAuthenticatorKeyAsync(Member);
                _key = await Members.GetAuthenticatorKeyAsync(Member);
                break;
            case ("codes", true):
                await MakeCodesAsync();
                break;
            case ("disable", true):
                await Members.SetTwoFactorEnabledAsync(Member, false);
                break;
        }
        await SignIn.RefreshSignInAsync(Member);
    }

    private async Task VerifyAsync()
    {
        if (Member.TwoFactorEnabled)
            return;
        var code = (Verify?.Code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (await Members.VerifyTwoFactorTokenAsync(Member, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            await Members.SetTwoFactorEnabledAsync(Member, true);
            _key = null;
            await MakeCodesAsync();
            await SignIn.RefreshSignInAsync(Member);
        }
        else
        {
            _fault = Words["TwoFactor.Failed"];
        }
    }

    private async Task MakeCodesAsync()
    {
        _codes = [.. await Members.GenerateNewTwoFactorRecoveryCodesAsync(Member, RecoveryCodes) ?? []];
        _left = _codes.Count;
    }

    // The address that authenticator apps read, as a picture inside the page: the key never travels in a URL.
    private string Picture(string key)
    {
        var address = $"otpauth://totp/Cosmo:{Uri.EscapeDataString(Member.Email ?? "")}?secret={key}&issuer=Cosmo&digits=6";
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(6))}";
    }

    public sealed class TotpForm
    {
        public string? Password { get; set; }
        public string? Action { get; set; }
    }

    public sealed class VerifyForm
    {
        public string? Code { get; set; }
    }
}
