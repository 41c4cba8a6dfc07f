using static Daybook.Secrets.SecretRule;

namespace Daybook.Secrets;

/// <summary>
/// The formats of keys that their issuers publish. Where an issuer has made its keys longer over time the shortest length stands here and
/// the rest is taken as it comes. What is known by its name, as in <c>password=...</c>, is in <see cref="SecretNames"/>; private keys
/// are in <see cref="PrivateKeyBlocks"/>.
/// </summary>
internal static class SecretRules
{
    internal static readonly IReadOnlyList<SecretRule> All =
    [
        // Clouds
        Sure("aws-access-key", @"A[BCKS]IA[A-Z0-9]{16}"),
        Sure("aws-bedrock-key", @"ABSK[A-Za-z0-9+/]{100,}={0,2}"),
        Sure("gcp-api-key", @"AIza[\w-]{35,}"),
        Sure("gcp-client-secret", @"GOCSPX-[\w-]{24,}"),
        Sure("gcp-access-token", @"ya29\.[\w.-]{20,}"),
        Likely("gcp-refresh-token", @"1//0[\w-]{30,}"),
        Sure("azure-client-secret", @"[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}"),
        Sure("azure-storage-key", @"[A-Za-z0-9/+]{76}\+ASt[A-Za-z0-9/+]{6}=="),
        Sure("azure-devops-token", @"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}"),
        Sure("azure-function-key", @"[\w-]{44}AzFu[\w-]{6}=="),
        Sure("azure-signature", @"[?&]sig=([A-Za-z0-9%/+]{43,90}={0,1})"),
        Sure("alibaba-access-key", @"LTAI[A-Za-z0-9]{12,26}"),
        Sure("tencent-secret-id", @"AKID[A-Za-z0-9]{32}"),
        Sure("digitalocean-token", @"do[opr]_v1_[0-9a-f]{64}"),
        Sure("heroku-api-key", @"HRKU-[\w-]{36,}"),
        Sure("cloudflare-origin-key", @"v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}"),
        Sure("fly-token", @"fo1_[\w-]{43}"),
        Sure("fly-token", @"fm[12][ar]{0,1}_[A-Za-z0-9+/]{100,}={0,3}"),
        Sure("netlify-token", @"nf[bcopu]_[A-Za-z0-9]{36,}"),
        Sure("yandex-key", @"AQVN[\w-]{35,38}"),
        Sure("supabase-token", @"sbp_[0-9a-f]{40}"),
        Sure("supabase-token", @"sb_secret_[\w-]{20,}"),
        Sure("planetscale-token", @"pscale_[a-z]{2,8}_[\w.-]{32,}"),
        Sure("databricks-token", @"dapi[0-9a-f]{32}"),
        Sure("pulumi-token", @"pul-[0-9a-f]{40}"),
        Sure("terraform-token", @"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}"),
        Sure("vault-token", @"hv[bsr]\.[\w-]{24,}"),
        Likely("vault-token", @"s\.[A-Za-z0-9]{24}"),
        Sure("doppler-token", @"dp\.[a-z]{2,7}\.[\w.-]{40,}"),
        Sure("tailscale-key", @"tskey-[a-z]{3,10}-[\w-]{20,}"),

        // Code, packages, pipelines
        Sure("github-token", @"gh[oprsu]_[A-Za-z0-9]{36,}"),
        Sure("github-token", @"github_pat_\w{50,}"),
        Sure("gitlab-token", @"glpat-[\w.-]{20,}"),
        Sure("gitlab-token", @"gl[dfrw]t-[\w.-]{20,}"),
        Sure("gitlab-token", @"gl[ci][bm]t-[\w.-]{20,}"),
        Sure("gitlab-token", @"gl[sf][of][ac]t-[\w.-]{20,}"),
        Sure("gitlab-token", @"glptt-[\w.-]{20,}"),
        Sure("gitlab-token", @"glagent-[\w.-]{20,}"),
        Sure("gitlab-token", @"GR1348941[\w-]{20,}"),
        Sure("bitbucket-token", @"ATBB[A-Za-z0-9]{24,}"),
        Sure("atlassian-token", @"AT[AC]TT3[\w-]{60,}={0,1}[0-9A-F]{0,8}"),
        Sure("npm-token", @"npm_[A-Za-z0-9]{36,}"),
        Sure("pypi-token", @"pypi-[\w-]{50,}"),
        Sure("nuget-key", @"oy2[a-z0-9]{43}"),
        Sure("docker-token", @"dckr_[a-z]{3}_[\w-]{27,}"),
        Sure("rubygems-key", @"rubygems_[0-9a-f]{48}"),
        Sure("crates-token", @"cio[A-Za-z0-9]{32}"),
        Sure("clojars-token", @"CLOJARS_[0-9a-z]{60}"),
        Sure("buildkite-token", @"bk[cu]a_[0-9a-z]{40}"),
        Sure("circleci-token", @"CCIP[AR][TP]{0,1}_[A-Za-z0-9]{20,}_[0-9a-f]{40}"),
        Sure("artifactory-key", @"AKCp[A-Za-z0-9]{60,}"),
        Sure("sonar-token", @"sq[apu]_[0-9a-f]{40}"),
        Sure("sentry-token", @"sntry[su]_[A-Za-z0-9+/=_]{40,}"),
        Sure("grafana-token", @"glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}"),
        Sure("grafana-token", @"glc_[A-Za-z0-9+/]{32,}={0,3}"),
        Sure("new-relic-key", @"NRAK-[A-Z0-9]{27}"),
        Sure("dynatrace-token", @"dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
        Sure("postman-key", @"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
        Sure("launchdarkly-key", @"sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),

        // Models
        Sure("anthropic-key", @"sk-ant-[\w-]{40,}"),
        Sure("openai-key", @"sk-proj-[\w-]{40,}"),
        Sure("openai-key", @"sk-svcacct-[\w-]{40,}"),
        Sure("openai-key", @"sk-admin-[\w-]{40,}"),
        Sure("openrouter-key", @"sk-or-v1-[0-9a-f]{64}"),
        Sure("openai-key", @"sk-[A-Za-z0-9]{32,}"),
        Sure("elevenlabs-key", @"sk_[0-9a-f]{48}"),
        Sure("huggingface-token", @"hf_[A-Za-z0-9]{30,}"),
        Sure("huggingface-token", @"api_org_[A-Za-z0-9]{34}"),
        Sure("groq-key", @"gsk_[A-Za-z0-9]{48,}"),
        Sure("replicate-token", @"r8_[A-Za-z0-9]{37,}"),
        Sure("xai-key", @"xai-[A-Za-z0-9]{70,}"),
        Sure("perplexity-key", @"pplx-[A-Za-z0-9]{40,}"),
        Sure("langsmith-key", @"lsv2_[a-z]{2}_[0-9a-f]{32}_[0-9a-f]{10}"),
        Sure("pinecone-key", @"pcsk_\w{60,}"),
        Sure("tavily-key", @"tvly-[A-Za-z0-9-]{30,}"),

        // Messages and mail
        Sure("slack-token", @"xox[a-z]-[A-Za-z0-9-]{10,}"),
        Sure("slack-token", @"xoxe\.xox[bp]-[A-Za-z0-9-]{10,}"),
        Sure("slack-token", @"xapp-\d-[A-Za-z0-9-]{10,}"),
        Sure("slack-webhook", @"hooks\.slack\.com/[a-z]{6,12}/([A-Za-z0-9/_-]{20,})"),
        Sure("discord-webhook", @"discord\.com/api/webhooks/(\d{17,20}/[\w-]{60,})"),
        Sure("discord-webhook", @"discordapp\.com/api/webhooks/(\d{17,20}/[\w-]{60,})"),
        Likely("discord-token", @"[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,38}"),
        Sure("teams-webhook", @"webhook\.office\.com/webhookb2/([\w@/-]{70,})"),
        Likely("telegram-token", @"\d{8,10}:[\w-]{35}"),
        Sure("sendgrid-key", @"SG\.[\w-]{16,32}\.[\w-]{16,64}"),
        Sure("mailgun-key", @"key-[0-9a-f]{32}"),
        Sure("mailgun-key", @"[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}"),
        Sure("mailchimp-key", @"[0-9a-f]{32}-us\d{1,2}"),
        Sure("brevo-key", @"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
        Likely("resend-key", @"re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,}"),
        Sure("twilio-key", @"SK[0-9a-f]{32}"),

        // Money
        Sure("stripe-key", @"[rs]k_live_[A-Za-z0-9]{16,}"),
        Sure("stripe-key", @"[rs]k_test_[A-Za-z0-9]{16,}"),
        Sure("stripe-webhook-secret", @"whsec_[A-Za-z0-9+/]{24,}={0,2}"),
        Sure("shopify-token", @"shp[a-z]{2}_[0-9a-fA-F]{32}"),
        Sure("square-token", @"sq0[a-z]{3}-[\w-]{22,}"),
        Likely("square-token", @"EAAA[\w-]{60}"),
        Sure("braintree-token", @"access_token\$[a-z]{7,10}\$[0-9a-z]{16}\$[0-9a-f]{32}"),
        Sure("easypost-key", @"EZ[AT]K[A-Za-z0-9]{54}"),
        Sure("shippo-token", @"shippo_[a-z]{4}_[0-9a-f]{40}"),

        // Work
        Sure("linear-key", @"lin_[a-z]{3,5}_[A-Za-z0-9]{32,}"),
        Sure("notion-token", @"ntn_[A-Za-z0-9]{40,}"),
        Sure("notion-token", @"secret_[A-Za-z0-9]{43}"),
        Sure("figma-token", @"fig[dour]{1,2}_[\w-]{36,}"),
        Sure("airtable-token", @"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
        Sure("typeform-token", @"tfp_[\w.-]{40,}"),
        Sure("contentful-token", @"CFPAT-[\w-]{43}"),
        Sure("readme-key", @"rdme_[0-9a-z]{70}"),
        Likely("dropbox-token", @"sl\.[\w-]{100,}"),
        Sure("mapbox-token", @"sk\.eyJ[\w-]{50,}\.[\w-]{20,}"),
        Sure("onepassword-token", @"ops_eyJ[\w-]{200,}={0,3}"),
        Sure("age-key", @"AGE-SECRET-KEY-1[0-9A-Z]{58}"),

        // No issuer
        Sure("url-password", @"://[^\s/:@""'<>]{0,100}:([^\s/@""'<>[{}]{3,200})@"),
        Sure("jwt", @"eyJ[\w-]{8,}\.ey[\w-]{8,}\.[\w-]{10,}"),
        Sure("jwe", @"eyJ[\w-]{8,}\.[\w-]{0,}\.[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,}"),
        Likely("bearer-token", @"[Bb]earer ([\w.~+/-]{24,}={0,2})"),
    ];
}
