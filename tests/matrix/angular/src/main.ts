import { Component, provideAppInitializer } from '@angular/core';
import { bootstrapApplication, Title } from '@angular/platform-browser';
import init, { validateChat } from 'conversation-chat';

@Component({ selector: 'app-root', template: '' })
class App {
  constructor(title: Title) {
    title.setTitle(validateChat({ held: 'yes' }).issues[0]?.message ?? '');
  }
}

void bootstrapApplication(App, { providers: [provideAppInitializer(() => init())] });
