using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Cosmo.Web.Account;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Web.Sandbox;

/// <summary>
/// A small shop to try everything with: members with paired phones, knowledge, a few conversations. Everything takes the
/// road that it would take with Meta: the phones pair by a code, the customers write to the number.
/// </summary>
internal sealed class SampleBusiness(Changes changes, SandboxGraph graph, ISandboxCast cast, TimeProvider clock) : ISetupStep
{
    private static readonly (string Name, string Email, string Department, string Language)[] s_members =
    [
        ("Ben Carter", "ben@sample.invalid", FirstDepartments.Operations, "en"),
        ("Ana Ruiz", "ana@sample.invalid", FirstDepartments.Sales, "es"),
        ("Chiara Rossi", "chiara@sample.invalid", FirstDepartments.Support, "it"),
    ];

    private static readonly (string Question, string Answer, string Language, string Category)[] s_knowledge =
    [
        ("What are your opening hours?", "We are open Monday to Friday from 9:00 to 18:00 and on Saturday from 10:00 to 14:00.", "en", "Shop"),
        ("¿Cuál es vuestro horario de apertura?", "Abrimos de lunes a viernes de 9:00 a 18:00 y los sábados de 10:00 a 14:00.", "es", "Shop"),
        ("How long does shipping take?", "Parcels inside the country arrive in 2 to 3 working days, in the rest of Europe in 4 to 6.", "en", "Delivery"),
        ("¿Cuánto tarda el envío?", "Los paquetes dentro del país llegan en 2 o 3 días laborables, y en el resto de Europa en 4 a 6.", "es", "Delivery"),
        ("How can I pay?", "We take cards, PayPal and bank transfer.", "en", "Payment"),
        ("¿Cómo puedo pagar?", "Aceptamos tarjeta, PayPal y transferencia bancaria.", "es", "Payment"),
        ("Can I return an item?", "Yes. You have 30 days from delivery, as long as the item is unused and in its box.", "en", "Returns"),
        ("Kargo ne kadar sürer?", "Yurt içi gönderiler 2-3 iş günü içinde teslim edilir.", "tr", "Delivery"),
    ];

    public async Task RunAsync(Member owner, SetupForm form, CancellationToken cancel)
    {
        if (!form.LoadSample)
        {
            graph.Introduce(await cast.ReadAsync(cancel));
            return;
        }

        var codes = new List<(Member Member, string Code)>();
        await changes.RunAsync(change => FillAsync(change, codes, cancel), cancel);
        graph.Introduce(await cast.ReadAsync(cancel));
        foreach (var (member, code) in codes)
            graph.Say(CosmoCast.Person(member).UserId, DefaultSandboxCast.Notification.PhoneNumberId, code);
        graph.Say(DefaultSandboxCast.Tom.UserId, DefaultSandboxCast.Business.PhoneNumberId, "Hi! How long does shipping take?");
        graph.Say(DefaultSandboxCast.Aylin.UserId, DefaultSandboxCast.Business.PhoneNumberId, "Merhaba, kargo ne kadar sürer?");
    }

    private async Task FillAsync(Change change, List<(Member Member, string Code)> codes, CancellationToken cancel)
    {
        codes.Clear();
        var now = clock.GetUtcNow();
        var departments = await change.Db.Set<Department>().ToDictionaryAsync(d => d.Name, cancel);
        foreach (var (name, email, department, language) in s_members)
        {
            // Without a password nobody can sign in as a sample member; their phones are what one tries.
            var member = new Member
            {
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                SecurityStamp = Guid.NewGuid().ToString("N"),
                Name = name,
                Language = language,
                CreatedAt = now,
            };
            change.Db.Add(member);
            if (departments.TryGetValue(department, out var place))
                change.Db.Add(new DepartmentMember { DepartmentId = place.Id, MemberId = member.Id });
            var (kept, code) = PairingCode.Make(member.Id, now);
            change.Db.Add(kept);
            codes.Add((member, code));
        }

        foreach (var (question, answer, language, category) in s_knowledge)
        {
            var entry = KnowledgeEntry.Write(question, answer, language, category, now);
            entry.Publish(true);
            change.Db.Add(entry);
        }

        change.Tell(Topic.Team, Topic.Knowledge);
    }
}
