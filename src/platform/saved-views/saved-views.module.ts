import { Global, Module } from '@nestjs/common';
import { SavedViews } from './saved-views.service.js';
import { ViewLists } from './view-lists.js';
import { ViewTabs } from './view-tabs.js';

@Global()
@Module({ providers: [SavedViews, ViewLists, ViewTabs], exports: [SavedViews, ViewLists, ViewTabs] })
export class SavedViewsModule {}
