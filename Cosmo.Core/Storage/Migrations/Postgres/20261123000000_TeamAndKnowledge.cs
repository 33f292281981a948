using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cosmo.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TeamAndKnowledge : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AnswerBy",
                table: "Ticket",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ClockAt",
                table: "Ticket",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ExpectedAt",
                table: "Ticket",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "Ticket",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Priority",
                table: "Ticket",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Normal");

            migrationBuilder.AddColumn<long>(
                name: "SeeksSince",
                table: "Ticket",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SnoozedAt",
                table: "Ticket",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SnoozedUntil",
                table: "Ticket",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WaitsUntil",
                table: "Ticket",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WokenAt",
                table: "Ticket",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HeldUntil",
                table: "Message",
                type: "bigint",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "Answer",
                table: "KnowledgeEntry",
                type: "character varying(20000)",
                maxLength: 20000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(4000)",
                oldMaxLength: 4000);

            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "KnowledgeEntry",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "KnowledgeEntry",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Question");

            migrationBuilder.AddColumn<int>(
                name: "Revision",
                table: "KnowledgeEntry",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "SourceHash",
                table: "KnowledgeEntry",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SourceId",
                table: "KnowledgeEntry",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SourceKey",
                table: "KnowledgeEntry",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Variants",
                table: "KnowledgeEntry",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "DepartmentId",
                table: "EscalationRule",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsManual",
                table: "EscalationRule",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "EscalationRule",
                type: "character varying(8)",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Wording",
                table: "Draft",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "AsItIs");

            migrationBuilder.AddColumn<long>(
                name: "LastOfferedAt",
                table: "DepartmentMember",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FirstResponseMinutes",
                table: "Department",
                type: "integer",
                nullable: false,
                defaultValue: 60);

            migrationBuilder.AddColumn<string>(
                name: "Languages",
                table: "Department",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "NextResponseMinutes",
                table: "Department",
                type: "integer",
                nullable: false,
                defaultValue: 60);

            migrationBuilder.AddColumn<string>(
                name: "Path",
                table: "Department",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "15 NextMember;30 Department;60 Administrators");

            migrationBuilder.AddColumn<string>(
                name: "Strategy",
                table: "Department",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Everyone");

            migrationBuilder.AddColumn<long>(
                name: "RefusedAt",
                table: "Conversation",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsVip",
                table: "Contact",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Answers",
                table: "AspNetUsers",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "AwayUntil",
                table: "AspNetUsers",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MostWaiting",
                table: "AspNetUsers",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Share",
                table: "AspNetUsers",
                type: "integer",
                nullable: false,
                defaultValue: 100);

            migrationBuilder.CreateTable(
                name: "Correction",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    ShouldOpen = table.Column<bool>(type: "boolean", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Correction", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KnowledgeSource",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Address = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    MostPages = table.Column<int>(type: "integer", nullable: false),
                    Language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    Category = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    AddedById = table.Column<Guid>(type: "uuid", nullable: false),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Reading = table.Column<int>(type: "integer", nullable: false),
                    Fault = table.Column<string>(type: "text", nullable: true),
                    ReadAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnowledgeSource", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KnowledgeVersion",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    EntryId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Cause = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Question = table.Column<string>(type: "text", nullable: false),
                    Variants = table.Column<string>(type: "text", nullable: false),
                    Answer = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Category = table.Column<string>(type: "text", nullable: false),
                    IsPublished = table.Column<bool>(type: "boolean", nullable: false),
                    IsTeamOnly = table.Column<bool>(type: "boolean", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnowledgeVersion", x => x.Id);
                    table.ForeignKey(
                        name: "FK_KnowledgeVersion_KnowledgeEntry_EntryId",
                        column: x => x.EntryId,
                        principalTable: "KnowledgeEntry",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ModelUse",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Read = table.Column<long>(type: "bigint", nullable: false),
                    Written = table.Column<long>(type: "bigint", nullable: false),
                    Micros = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelUse", x => new { x.Day, x.Model });
                });

            migrationBuilder.CreateTable(
                name: "Notice",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Event = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Way = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: true),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    TeamMessageId = table.Column<Guid>(type: "uuid", nullable: true),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    SeenAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notice", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notice_AspNetUsers_MemberId",
                        column: x => x.MemberId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NotificationChoices",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Chosen = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    QuietFrom = table.Column<int>(type: "integer", nullable: true),
                    QuietTo = table.Column<int>(type: "integer", nullable: true),
                    Zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Sound = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotificationChoices", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_NotificationChoices_AspNetUsers_MemberId",
                        column: x => x.MemberId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OpenQuestion",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ConversationId = table.Column<Guid>(type: "uuid", nullable: false),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    EntryId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpenQuestion", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedQuestion",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    AsVip = table.Column<bool>(type: "boolean", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    EntryId = table.Column<Guid>(type: "uuid", nullable: true),
                    Trigger = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    SavedById = table.Column<Guid>(type: "uuid", nullable: false),
                    SavedAt = table.Column<long>(type: "bigint", nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: true),
                    Passed = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedQuestion", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketMark",
                columns: table => new
                {
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Episode = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketMark", x => new { x.TicketId, x.Episode, x.Name });
                    table.ForeignKey(
                        name: "FK_TicketMark_Ticket_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Ticket",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ImportFile",
                columns: table => new
                {
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportFile", x => x.SourceId);
                    table.ForeignKey(
                        name: "FK_ImportFile_KnowledgeSource_SourceId",
                        column: x => x.SourceId,
                        principalTable: "KnowledgeSource",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ImportItem",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Question = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Variants = table.Column<string>(type: "text", nullable: false),
                    Answer = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    Category = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Hidden = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Change = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    EntryId = table.Column<Guid>(type: "uuid", nullable: true),
                    Choice = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    WasPublished = table.Column<bool>(type: "boolean", nullable: true),
                    IsTeamOnly = table.Column<bool>(type: "boolean", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportItem", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportItem_KnowledgeSource_SourceId",
                        column: x => x.SourceId,
                        principalTable: "KnowledgeSource",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ImportPage",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    SourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Depth = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Fault = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportPage", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportPage_KnowledgeSource_SourceId",
                        column: x => x.SourceId,
                        principalTable: "KnowledgeSource",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_work_calls",
                table: "work",
                columns: new[] { "kind", "due_ms" },
                filter: "state < 3 AND is_external");

            migrationBuilder.CreateIndex(
                name: "IX_Ticket_SeeksSince",
                table: "Ticket",
                column: "SeeksSince",
                filter: "\"SeeksSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Message_Sources",
                table: "Message",
                column: "Sources",
                filter: "\"Sources\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_KnowledgeEntry_SourceId_SourceKey",
                table: "KnowledgeEntry",
                columns: new[] { "SourceId", "SourceKey" });

            migrationBuilder.CreateIndex(
                name: "IX_Correction_At",
                table: "Correction",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Correction_TicketId",
                table: "Correction",
                column: "TicketId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportItem_SourceId_Position",
                table: "ImportItem",
                columns: new[] { "SourceId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_ImportPage_SourceId_Address",
                table: "ImportPage",
                columns: new[] { "SourceId", "Address" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KnowledgeVersion_EntryId_Number",
                table: "KnowledgeVersion",
                columns: new[] { "EntryId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Notice_At",
                table: "Notice",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Notice_MemberId_At",
                table: "Notice",
                columns: new[] { "MemberId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Notice_MemberId_State",
                table: "Notice",
                columns: new[] { "MemberId", "State" },
                filter: "\"State\" IN ('Waiting', 'Held', 'Grouped')");

            migrationBuilder.CreateIndex(
                name: "IX_OpenQuestion_EntryId",
                table: "OpenQuestion",
                column: "EntryId");

            migrationBuilder.CreateIndex(
                name: "IX_OpenQuestion_MessageId",
                table: "OpenQuestion",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OpenQuestion_State_AskedAt",
                table: "OpenQuestion",
                columns: new[] { "State", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SavedQuestion_SavedAt",
                table: "SavedQuestion",
                column: "SavedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Correction");

            migrationBuilder.DropTable(
                name: "ImportFile");

            migrationBuilder.DropTable(
                name: "ImportItem");

            migrationBuilder.DropTable(
                name: "ImportPage");

            migrationBuilder.DropTable(
                name: "KnowledgeVersion");

            migrationBuilder.DropTable(
                name: "ModelUse");

            migrationBuilder.DropTable(
                name: "Notice");

            migrationBuilder.DropTable(
                name: "NotificationChoices");

            migrationBuilder.DropTable(
                name: "OpenQuestion");

            migrationBuilder.DropTable(
                name: "SavedQuestion");

            migrationBuilder.DropTable(
                name: "TicketMark");

            migrationBuilder.DropTable(
                name: "KnowledgeSource");

            migrationBuilder.DropIndex(
                name: "ix_work_calls",
                table: "work");

            migrationBuilder.DropIndex(
                name: "IX_Ticket_SeeksSince",
                table: "Ticket");

            migrationBuilder.DropIndex(
                name: "IX_Message_Sources",
                table: "Message");

            migrationBuilder.DropIndex(
                name: "IX_KnowledgeEntry_SourceId_SourceKey",
                table: "KnowledgeEntry");

            migrationBuilder.DropColumn(
                name: "AnswerBy",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "ClockAt",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "ExpectedAt",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "Priority",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "SeeksSince",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "SnoozedAt",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "SnoozedUntil",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "WaitsUntil",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "WokenAt",
                table: "Ticket");

            migrationBuilder.DropColumn(
                name: "HeldUntil",
                table: "Message");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "KnowledgeEntry");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "KnowledgeEntry");

            migrationBuilder.DropColumn(
                name: "Revision",
                table: "KnowledgeEntry");

            migrationBuilder.DropColumn(
                name: "SourceHash",
                table: "KnowledgeEntry");

            migrationBuilder.DropColumn(
                name: "SourceId",
                table: "KnowledgeEntry");

            migrationBuilder.DropColumn(
                name: "SourceKey",
                table: "KnowledgeEntry");

            migrationBuilder.DropColumn(
                name: "Variants",
                table: "KnowledgeEntry");

            migrationBuilder.DropColumn(
                name: "DepartmentId",
                table: "EscalationRule");

            migrationBuilder.DropColumn(
                name: "IsManual",
                table: "EscalationRule");

            migrationBuilder.DropColumn(
                name: "Language",
                table: "EscalationRule");

            migrationBuilder.DropColumn(
                name: "Wording",
                table: "Draft");

            migrationBuilder.DropColumn(
                name: "LastOfferedAt",
                table: "DepartmentMember");

            migrationBuilder.DropColumn(
                name: "FirstResponseMinutes",
                table: "Department");

            migrationBuilder.DropColumn(
                name: "Languages",
                table: "Department");

            migrationBuilder.DropColumn(
                name: "NextResponseMinutes",
                table: "Department");

            migrationBuilder.DropColumn(
                name: "Path",
                table: "Department");

            migrationBuilder.DropColumn(
                name: "Strategy",
                table: "Department");

            migrationBuilder.DropColumn(
                name: "RefusedAt",
                table: "Conversation");

            migrationBuilder.DropColumn(
                name: "IsVip",
                table: "Contact");

            migrationBuilder.DropColumn(
                name: "Answers",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "AwayUntil",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "MostWaiting",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "Share",
                table: "AspNetUsers");

            migrationBuilder.AlterColumn<string>(
                name: "Answer",
                table: "KnowledgeEntry",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(20000)",
                oldMaxLength: 20000);
        }
    }
}
