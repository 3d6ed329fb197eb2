import type { Starter } from "./starters.ts";

const QUOTED = String.raw`{\"content\":\"\",\"embeds\":[{\"title\":\"P2 - Disk full\",\"color\":16763904}],\"allowed_mentions\":{\"parse\":[]}}`;

/** Starters that are built first, or whose language compiles as it starts. */
export const COMPILED: Readonly<Record<string, Starter>> = {
	go: {
		file: "send.go",
		toolchain: [["go", "version"]],
		build: [["go", "build", "-o", "build/send", "send.go"]],
		run: ["./build/send"],
		code: `package main

import (
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	body := strings.NewReader("${QUOTED}")
	request, err := http.NewRequest("POST", os.Getenv("DISCORD_WEBHOOK"), body)
	if err != nil {
		os.Exit(2)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "my-alerts/1")
	response, err := (&http.Client{Timeout: 10 * time.Second}).Do(request)
	if err != nil || response.StatusCode/100 != 2 {
		os.Exit(1)
	}
}
`,
	},
	java: {
		file: "Send.java",
		toolchain: [["java", "--version"]],
		build: [["javac", "-d", "build", "Send.java"]],
		run: ["java", "-cp", "build", "Send"],
		code: `import java.net.URI;
import java.net.http.*;
import java.time.Duration;

class Send {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(System.getenv("DISCORD_WEBHOOK")))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("User-Agent", "my-alerts/1")
                .POST(HttpRequest.BodyPublishers.ofString("${QUOTED}"))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        System.exit(response.statusCode() / 100 == 2 ? 0 : 1);
    }
}
`,
	},
	csharp: {
		file: "Send.cs",
		toolchain: [["mcs", "--version"]],
		build: [["mcs", "-r:System.Net.Http.dll", "-out:send.exe", "Send.cs"]],
		run: ["mono", "send.exe"],
		code: `using System;
using System.Net.Http;
using System.Text;

static class Send
{
    static int Main()
    {
        var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("my-alerts/1");
        var body = new StringContent("${QUOTED}", Encoding.UTF8, "application/json");
        var response = client.PostAsync(Environment.GetEnvironmentVariable("DISCORD_WEBHOOK"), body).Result;
        return response.IsSuccessStatusCode ? 0 : 1;
    }
}
`,
	},
	rust: {
		file: "src/main.rs",
		toolchain: [["cargo", "--version"]],
		build: [["cargo", "build", "--quiet"]],
		run: ["./target/debug/send"],
		also: {
			"Cargo.toml": `[package]
name = "send"
version = "0.1.0"
edition = "2021"

[dependencies]
reqwest = { version = "0.12", default-features = false, features = ["blocking", "rustls-tls"] }
`,
		},
		code: `fn main() {
    let url = std::env::var("DISCORD_WEBHOOK").expect("DISCORD_WEBHOOK is set");
    let response = reqwest::blocking::Client::new()
        .post(url)
        .timeout(std::time::Duration::from_secs(10))
        .header("Content-Type", "application/json")
        .header("User-Agent", "my-alerts/1")
        .body("${QUOTED}")
        .send();
    std::process::exit(if response.is_ok_and(|answer| answer.status().is_success()) { 0 } else { 1 });
}
`,
	},
};
