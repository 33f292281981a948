using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

/// <summary>The templates that an installation asks Meta to approve; in the sandbox they are approved at once.</summary>
internal static class SandboxForms
{
    private static readonly (string Language, string Answer, string Ticket, string Button)[] s_texts =
    [
        ("en", "Hello {{1}}, here is the answer to your question: {{2}} Just reply if you need anything else.", "Ticket {{1}} is waiting for you. {{2}} Press the button to answer.", "Answer"),
        ("es", "Hola {{1}}, aquí tienes la respuesta a tu consulta: {{2}} Responde a este mensaje si necesitas algo más.", "El ticket {{1}} te espera. {{2}} Pulsa el botón para responder.", "Responder"),
        ("pt", "Olá {{1}}, aqui está a resposta à sua pergunta: {{2}} Responda a esta mensagem se precisar de mais alguma coisa.", "O ticket {{1}} espera por você. {{2}} Toque no botão para responder.", "Responder"),
        ("fr", "Bonjour {{1}}, voici la réponse à votre question : {{2}} Répondez à ce message si vous avez besoin d'autre chose.", "Le ticket {{1}} vous attend. {{2}} Appuyez sur le bouton pour répondre.", "Répondre"),
        ("de", "Hallo {{1}}, hier ist die Antwort auf Ihre Frage: {{2}} Antworten Sie einfach, wenn Sie noch etwas brauchen.", "Ticket {{1}} wartet auf dich. {{2}} Drücke den Knopf, um zu antworten.", "Antworten"),
        ("it", "Ciao {{1}}, ecco la risposta alla tua domanda: {{2}} Rispondi a questo messaggio se ti serve altro.", "Il ticket {{1}} ti aspetta. {{2}} Premi il pulsante per rispondere.", "Rispondi"),
        ("nl", "Hallo {{1}}, hier is het antwoord op je vraag: {{2}} Antwoord gerust als je nog iets nodig hebt.", "Ticket {{1}} wacht op je. {{2}} Druk op de knop om te antwoorden.", "Antwoorden"),
        ("tr", "Merhaba {{1}}, sorunuzun yanıtı: {{2}} Başka bir şeye ihtiyacınız olursa bu mesajı yanıtlayın.", "{{1}} numaralı kayıt sizi bekliyor. {{2}} Yanıtlamak için düğmeye basın.", "Yanıtla"),
        ("id", "Halo {{1}}, ini jawaban atas pertanyaan Anda: {{2}} Balas pesan ini jika Anda perlu hal lain.", "Tiket {{1}} menunggu Anda. {{2}} Tekan tombol untuk menjawab.", "Jawab"),
        ("ar", "مرحبًا {{1}}، إليك الرد على سؤالك: {{2}} يمكنك الرد على هذه الرسالة إذا احتجت إلى شيء آخر.", "التذكرة {{1}} بانتظارك. {{2}} اضغط الزر للرد.", "رد"),
        ("hi", "नमस्ते {{1}}, आपके सवाल का जवाब यह है: {{2}} कुछ और चाहिए तो इस संदेश का जवाब दें।", "टिकट {{1}} आपका इंतज़ार कर रहा है। {{2}} जवाब देने के लिए बटन दबाएँ।", "जवाब दें"),
    ];

    /// <summary>Adds those that the stand-in does not have yet.</summary>
    public static void Approve(SandboxGraph graph)
    {
        foreach (var wabaId in graph.Numbers().Select(n => n.WabaId).Distinct())
        {
            foreach (var (language, answer, ticket, button) in s_texts)
            {
                Create(graph, wabaId, "cosmo_answer", language, answer, null);
                Create(graph, wabaId, "cosmo_ticket", language, ticket, button);
            }
        }
    }

    // Known ones are refused by the stand-in, as Meta does; that is no fault here.
    private static void Create(SandboxGraph graph, string wabaId, string name, string language, string body, string? button)
    {
        JsonArray components =
        [
            new JsonObject
            {
                ["type"] = "body",
                ["text"] = body,
                ["example"] = new JsonObject { ["body_text"] = new JsonArray(new JsonArray("12", "…")) },
            },
        ];
        if (button is not null)
            components.Add((JsonNode)new JsonObject { ["type"] = "buttons", ["buttons"] = new JsonArray(new JsonObject { ["type"] = "quick_reply", ["text"] = button }) });
        var request = new JsonObject { ["name"] = name, ["language"] = language, ["category"] = "utility", ["components"] = components };
        using var document = JsonDocument.Parse(request.ToJsonString());
        graph.CreateTemplate(wabaId, document.RootElement);
    }
}
